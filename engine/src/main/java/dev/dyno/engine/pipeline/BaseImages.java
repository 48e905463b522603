package dev.dyno.engine.pipeline;

import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.BuildSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The images that a build starts from, as far as its Dockerfile names them outright: not those
/// that a build argument names, nor earlier stages.
final class BaseImages {

  private static final Pattern FROM =
      Pattern.compile(
          "^\\s*FROM\\s+(?:--platform=\\S+\\s+)?([^\\s$]+)(?:\\s|$)", Pattern.CASE_INSENSITIVE);

  private BaseImages() {}

  /// @return empty when the file cannot be read: then no build came as far as a layer
  static Set<ImageReference> of(Action.Build build) {
    var bases = new LinkedHashSet<ImageReference>();
    for (var line : steps(build)) {
      var from = FROM.matcher(line);
      if (from.find()) {
        add(from.group(1), bases);
      }
    }
    return bases;
  }

  private static List<String> steps(Action.Build build) {
    try {
      return switch (build.spec().dockerfile()) {
        case BuildSpec.Dockerfile.InContext(var path) ->
            Files.readAllLines(build.folder().resolve(path));
        case BuildSpec.Dockerfile.Text(var steps) -> steps.lines().toList();
      };
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static void add(String name, Set<ImageReference> bases) {
    try {
      bases.add(ImageReference.parse(name));
    } catch (IllegalArgumentException noImage) {
      // The daemon will not have built upon it either.
    }
  }
}
