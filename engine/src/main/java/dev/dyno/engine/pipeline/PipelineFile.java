package dev.dyno.engine.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.pipeline.Pipeline.Build;
import dev.dyno.engine.pipeline.Pipeline.Group;
import dev.dyno.engine.pipeline.Pipeline.Step;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import dev.dyno.engine.registry.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A [Pipeline] as YAML. The schema is `pipeline.schema.json`, beside this class.
///
/// ```yaml
/// name: hello
/// variables: {registry: docker.io/library}
/// groups:
///   - name: greet
///     builds:
///       - name: world
///         steps:
///           - pull: ${registry}/busybox:1.36
///           - create: {container: hello, image: "${registry}/busybox:1.36", command: [echo,
///           hello]}
///           - start: hello
///           - wait: hello
/// ```
public final class PipelineFile {

  private static final SchemaCheck SCHEMA = new SchemaCheck();
  private static final List<String> HOW = List.of("timeout", "async");

  private final Sources sources;
  private final Variables variables;
  private final List<Problem> problems = new ArrayList<>();

  private PipelineFile(Sources sources, Variables variables) {
    this.sources = sources;
    this.variables = variables;
  }

  /// Reads a pipeline, and looks whether the files that it names are there.
  ///
  /// @param set values of variables that the file declares, instead of its own; taken as they are,
  ///     dollars too
  /// @throws PipelineFileException when anything is wrong; names every problem with its line
  /// @throws IOException when the file cannot be read
  public static Pipeline read(Path file, Map<String, String> set)
      throws PipelineFileException, IOException {
    var document = document(file, Files.readString(file));
    var reader = new PipelineFile(Sources.of(file), variables(file, document, set));
    var pipeline = reader.pipeline(new YamlNode(document, reader.variables));
    if (!reader.problems.isEmpty()) {
      throw new PipelineFileException(file, reader.problems);
    }
    return pipeline;
  }

  /// The variables that a file declares, with its own values as they stand there.
  ///
  /// @throws PipelineFileException when it is no YAML, or not like the schema
  /// @throws IOException when the file cannot be read
  public static Map<String, String> variables(Path file) throws PipelineFileException, IOException {
    return declared(document(file, Files.readString(file)));
  }

  private static JsonNode document(Path file, String text) throws PipelineFileException {
    var source = new YamlSource(text);
    try {
      var document = source.tree();
      var wrong = SCHEMA.problems(document, source.lines());
      if (!wrong.isEmpty()) {
        throw new PipelineFileException(file, wrong);
      }
      return document;
    } catch (Misread wrong) {
      throw new PipelineFileException(file, List.of(wrong.problem()));
    }
  }

  private static Map<String, String> declared(JsonNode document) {
    var declared = new LinkedHashMap<String, String>();
    for (var each : document.path("variables").properties()) {
      declared.put(each.getKey(), each.getValue().asText());
    }
    return declared;
  }

  private static Variables variables(Path file, JsonNode document, Map<String, String> set)
      throws PipelineFileException {
    var block = document.path("variables");
    var problems = new ArrayList<Problem>();
    for (var name : set.keySet()) {
      if (!block.has(name)) {
        problems.add(
            new Problem(
                YamlNode.lineOf(block),
                "variable '%s' is set, but not declared: 'variables' has %s"
                    .formatted(name, new TreeMap<>(declared(document)).keySet())));
      }
    }
    var values = new LinkedHashMap<String, String>();
    var below = new LinkedHashSet<>(declared(document).keySet());
    for (var each : block.properties()) {
      var own = new YamlNode(each.getValue(), new Variables(values, below));
      try {
        var said = set.get(each.getKey());
        values.put(each.getKey(), said == null ? own.text() : said);
      } catch (Misread wrong) {
        problems.add(wrong.problem());
        values.put(each.getKey(), "");
      }
      below.remove(each.getKey());
    }
    if (!problems.isEmpty()) {
      throw new PipelineFileException(file, problems);
    }
    return new Variables(values);
  }

  private Pipeline pipeline(YamlNode document) {
    return new Pipeline(
        text(document, "name"),
        time(document, "timeout"),
        time(document, "clean-up").orElse(Pipeline.CLEAN_UP),
        registries(document),
        ordered(groups(document)));
  }

  private Map<String, Account> registries(YamlNode document) {
    var accounts = new HashMap<String, Account>();
    for (var each : document.node().path("registries").properties()) {
      var at = new YamlNode(each.getValue(), variables);
      try {
        accounts.put(
            variables.expand(each.getKey(), at.line()),
            new Account(
                at.required("username").made(Secret::parse),
                at.required("password").made(Secret::parse)));
      } catch (Misread wrong) {
        problems.add(wrong.problem());
      }
    }
    return accounts;
  }

  /// A group, and where it says what it needs.
  private record Named(YamlNode at, Group group) {}

  private Map<String, Named> groups(YamlNode document) {
    var groups = new LinkedHashMap<String, Named>();
    for (var at : document.field("groups").map(YamlNode::items).orElse(List.of())) {
      var group = new Group(text(at, "name"), builds(at));
      if (groups.putIfAbsent(group.name(), new Named(at, group)) != null) {
        problems.add(at.wrong("group '%s' is there twice".formatted(group.name())).problem());
      }
    }
    return groups;
  }

  private List<Build> builds(YamlNode group) {
    var builds = new ArrayList<Build>();
    var names = new HashSet<String>();
    for (var at : group.field("builds").map(YamlNode::items).orElse(List.of())) {
      var build = new Build(text(at, "name"), steps(at));
      if (!names.add(build.name())) {
        problems.add(
            at.wrong("build '%s' is there twice in its group".formatted(build.name())).problem());
      }
      builds.add(build);
    }
    return builds;
  }

  private List<Step> steps(YamlNode build) {
    var steps = new ArrayList<Step>();
    var actions = new ActionReader(sources);
    for (var at : build.field("steps").map(YamlNode::items).orElse(List.of())) {
      try {
        steps.add(step(at, actions));
      } catch (Misread wrong) {
        problems.add(wrong.problem());
      }
    }
    return steps;
  }

  private static Step step(YamlNode at, ActionReader actions) throws Misread {
    var words = new ArrayList<String>();
    at.node().fieldNames().forEachRemaining(words::add);
    words.removeAll(HOW);
    if (words.size() != 1) {
      throw at.wrong(
          "a step has one action, this one has %s: give each a step of its own"
              .formatted(words.isEmpty() ? "none" : String.join(" and ", words)));
    }
    var word = words.getFirst();
    return new Step(
        actions.read(word, at.required(word)), at.time("timeout"), at.flag("async"), at.line());
  }

  private String text(YamlNode at, String key) {
    try {
      return at.required(key).text();
    } catch (Misread wrong) {
      problems.add(wrong.problem());
      return "";
    }
  }

  private Optional<Duration> time(YamlNode at, String key) {
    try {
      return at.time(key);
    } catch (Misread wrong) {
      problems.add(wrong.problem());
      return Optional.empty();
    }
  }

  /// Each group after those that it needs, and else as the file has them.
  private List<Group> ordered(Map<String, Named> groups) {
    var order = new GroupOrder(needs(groups));
    var circle = order.circle();
    if (circle.isPresent()) {
      var first = groups.get(circle.get().getFirst());
      if (first != null) {
        problems.add(
            first
                .at()
                .wrong(
                    "groups need each other in a circle: %s; take one 'needs' away"
                        .formatted(String.join(" -> ", circle.get())))
                .problem());
      }
      return List.of();
    }
    return order.names().stream()
        .map(name -> Optional.ofNullable(groups.get(name)))
        .flatMap(Optional::stream)
        .map(Named::group)
        .toList();
  }

  private Map<String, List<String>> needs(Map<String, Named> groups) {
    var needs = new LinkedHashMap<String, List<String>>();
    groups.forEach((name, group) -> needs.put(name, needs(group.at(), groups)));
    return needs;
  }

  private List<String> needs(YamlNode group, Map<String, Named> groups) {
    var needs = new ArrayList<String>();
    for (var at : group.field("needs").map(YamlNode::items).orElse(List.of())) {
      try {
        var name = at.text();
        if (!groups.containsKey(name)) {
          throw at.wrong("there is no group '%s': use one of %s".formatted(name, groups.keySet()));
        }
        needs.add(name);
      } catch (Misread wrong) {
        problems.add(wrong.problem());
      }
    }
    return needs;
  }
}
