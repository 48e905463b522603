package dev.dyno.engine.embedded.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.ImageReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which images a list shows: `reference` patterns and `dangling`.
///
/// @param references globs over the name, with or without tag; none means all
/// @param dangling only images without names, or only others
record ImageFilter(List<String> references, Optional<Boolean> dangling) {

  /// Reads docker's `filters`, whose values are lists or, from older clients, objects.
  static ImageFilter parse(Optional<String> filters) {
    var json =
        filters
            .map(it -> Json.tree(it.getBytes(StandardCharsets.UTF_8)))
            .orElse(MissingNode.getInstance());
    var dangling = values(json.path("dangling"));
    return new ImageFilter(
        values(json.path("reference")),
        dangling.isEmpty()
            ? Optional.empty()
            : Optional.of(dangling.contains("true") || dangling.contains("1")));
  }

  boolean accepts(ImageReference tag) {
    return references.isEmpty()
        || references.stream()
            .anyMatch(glob -> matches(glob, tag.familiar()) || matches(glob, tag.name()));
  }

  boolean lists(List<ImageReference> acceptedTags, List<ImageReference> digests) {
    var nameless = acceptedTags.isEmpty() && digests.isEmpty();
    var wanted = dangling.map(it -> it == nameless).orElse(true);
    return wanted && (references.isEmpty() || !acceptedTags.isEmpty());
  }

  private static boolean matches(String glob, String name) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    return matcher.matches(Path.of(name));
  }

  private static List<String> values(JsonNode field) {
    var values = new ArrayList<String>();
    if (field.isArray()) {
      field.forEach(it -> values.add(it.asText()));
    } else {
      field.fieldNames().forEachRemaining(values::add);
    }
    return values;
  }
}
