package dev.dyno.bench.variant;

import dev.dyno.reports.measurement.MeasurementFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// What somebody wrote for a variant: code, a JDK, or both with a comma between them.
///
/// @param text as written
/// @param code which code; empty for that of the other side
/// @param jdk home of the JDK; empty for the one that runs Dyno
public record Named(String text, Optional<Code> code, Optional<Path> jdk) {

  private static final String JDK = "jdk:";

  /// Which code.
  public sealed interface Code {

    /// A JMH jar.
    record Jar(Path file) implements Code {}

    /// A commit, by any name that git knows.
    record Ref(String ref) implements Code {}

    /// The checkout as it lies there.
    record WorkingTree() implements Code {}

    /// What a stored run measured as its candidate. A run names code, not numbers: those of another
    /// day or machine are never compared with today's, so that code is measured again.
    record Stored(Path measurement) implements Code {}
  }

  /// The checkout as it lies there.
  public static Named workingTree() {
    return new Named("working tree", Optional.of(new Code.WorkingTree()), Optional.empty());
  }

  /// Reads it.
  ///
  /// @param folder that relative paths start from
  /// @throws VariantException when it can be nothing
  public static Named of(String text, Path folder) throws VariantException {
    Optional<Code> code = Optional.empty();
    Optional<Path> jdk = Optional.empty();
    for (var part : text.split(",", -1)) {
      if (part.startsWith(JDK) && jdk.isEmpty()) {
        jdk = Optional.of(folder.resolve(part.substring(JDK.length())));
      } else if (!part.startsWith(JDK) && !part.isBlank() && code.isEmpty()) {
        code = Optional.of(code(part, folder));
      } else {
        throw new VariantException(
            "variant '%s' is unclear at '%s': write a jar, a git ref or a run, and at most one jdk:/path behind a comma"
                .formatted(text, part));
      }
    }
    return new Named(text, code, jdk);
  }

  private static Code code(String part, Path folder) throws VariantException {
    if (part.equals(".")) {
      return new Code.WorkingTree();
    }
    try {
      var file = folder.resolve(part);
      if (Files.isRegularFile(file.resolve(MeasurementFile.NAME))) {
        return new Code.Stored(file.resolve(MeasurementFile.NAME));
      }
      if (Files.isRegularFile(file)) {
        return part.endsWith(".json") ? new Code.Stored(file) : new Code.Jar(file);
      }
    } catch (InvalidPathException noPath) {
      return new Code.Ref(part);
    }
    if (part.endsWith(".jar") || part.endsWith(".json")) {
      throw new VariantException("there is no file %s".formatted(part));
    }
    return new Code.Ref(part);
  }
}
