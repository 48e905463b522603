package dev.dyno.engine.embedded.container.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.embedded.container.Container;
import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.container.ContainerState.Status;
import dev.dyno.engine.embedded.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which containers a list shows. Several values of one filter mean one of them, except that all
/// labels must be there; several filters must all hold.
final class ContainerFilter {
  private static final List<String> KNOWN =
      List.of("id", "name", "label", "status", "ancestor", "exited");
  private static final List<String> STATES =
      List.of("created", "restarting", "running", "removing", "paused", "exited", "dead");

  private final Map<String, List<String>> values;

  private ContainerFilter(Map<String, List<String>> values) {
    this.values = values;
  }

  /// Reads docker's `filters`, whose values are lists or, from older clients, objects.
  static ContainerFilter parse(Optional<String> filters) throws ContainerProblem {
    var values = new TreeMap<String, List<String>>();
    if (filters.isPresent()) {
      var json = Json.tree(filters.get().getBytes(StandardCharsets.UTF_8));
      json.properties().forEach(it -> values.put(it.getKey(), texts(it.getValue())));
    }
    for (var name : values.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new ContainerProblem.Invalid(
            "invalid filter '%s'; the embedded daemon knows %s".formatted(name, KNOWN));
      }
    }
    for (var status : values.getOrDefault("status", List.of())) {
      if (!STATES.contains(status)) {
        throw new ContainerProblem.Invalid("invalid filter 'status=%s'".formatted(status));
      }
    }
    return new ContainerFilter(values);
  }

  /// Whether it asks for states, so that a list is not of running containers only.
  boolean namesStates() {
    return values.containsKey("status") || values.containsKey("exited");
  }

  boolean accepts(Container container) throws ContainerProblem {
    for (var filter : values.entrySet()) {
      if (!accepts(filter.getKey(), filter.getValue(), container)) {
        return false;
      }
    }
    return true;
  }

  private static boolean accepts(String filter, List<String> wanted, Container container)
      throws ContainerProblem {
    var state = container.state();
    return switch (filter) {
      case "id" -> wanted.stream().anyMatch(container.id()::startsWith);
      case "name" -> matchesName(wanted, container.name());
      case "label" -> wanted.stream().allMatch(it -> hasLabel(it, container.spec().labels()));
      case "status" -> wanted.contains(state.status().label());
      case "ancestor" -> wanted.stream().anyMatch(it -> isFrom(it, container));
      case "exited" ->
          state.status() == Status.EXITED && wanted.contains(Integer.toString(state.exitCode()));
      default -> throw new IllegalStateException("filter '%s' was let in".formatted(filter));
    };
  }

  private static boolean matchesName(List<String> patterns, String name) throws ContainerProblem {
    for (var pattern : patterns) {
      try {
        var regex = Pattern.compile(pattern);
        if (regex.matcher(name).find() || regex.matcher("/" + name).find()) {
          return true;
        }
      } catch (PatternSyntaxException e) {
        throw new ContainerProblem.Invalid(
            "invalid filter 'name=%s': %s".formatted(pattern, e.getDescription()));
      }
    }
    return false;
  }

  private static boolean hasLabel(String wanted, Map<String, String> labels) {
    var parts = wanted.split("=", 2);
    return parts.length == 1 ? labels.containsKey(wanted) : parts[1].equals(labels.get(parts[0]));
  }

  private static boolean isFrom(String image, Container container) {
    var own = container.image();
    return image.equals(own.name())
        || (image + ":latest").equals(own.name())
        || image.equals(own.name() + ":latest")
        || own.id().toString().startsWith(image)
        || own.id().hex().startsWith(image);
  }

  private static List<String> texts(JsonNode field) {
    var texts = new ArrayList<String>();
    if (field.isArray()) {
      field.forEach(it -> texts.add(it.asText()));
    } else {
      field.fieldNames().forEachRemaining(texts::add);
    }
    return texts;
  }
}
