package dev.dyno.bench.variant;

import dev.dyno.reports.measurement.MeasurementFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody wrote for a variant: code, a JDK, flags and system properties of its JVM, with
/// commas between them, in any order: `main,jdk:/opt/jdk-25,-XX:+UseSerialGC,-Dcache=off`. A comma
/// with a backslash before it separates nothing.
///
/// @param text as written
/// @param code which code; empty for that of the other side
/// @param jdk home of the JDK; empty for the one that runs Dyno
/// @param flags and system properties of the forks, in the order written, as `java` takes them
public record Named(String text, Optional<Code> code, Optional<Path> jdk, List<String> flags) {

  private static final String JDK = "jdk:";

  /// Flags of the launcher that choose neither what runs nor from where, and hold their value.
  private static final Pattern FLAG =
      Pattern.compile(
          "-[DX].+|-(ea|da|esa|dsa)(:.+)?|-(agentlib|agentpath|javaagent|verbose):.+"
              + "|--(add|enable|illegal|limit|patch|sun|finalization)[a-z-]*(=.+)?");

  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

  public Named {
    flags = List.copyOf(flags);
  }

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
    return new Named(
        "working tree", Optional.of(new Code.WorkingTree()), Optional.empty(), List.of());
  }

  /// Reads it.
  ///
  /// @param folder that relative paths start from
  /// @throws VariantException when it can be nothing
  public static Named of(String text, Path folder) throws VariantException {
    return of(text, parts(text), folder);
  }

  /// What stands between the commas of a text, without blanks around it.
  public static List<String> parts(String text) {
    return Arrays.stream(COMMA.split(text, -1))
        .map(written -> written.replace("\\,", ",").strip())
        .toList();
  }

  /// Whether a part says how a JVM runs, and not which code: a JDK, a flag or a property.
  public static boolean isOfJvm(String part) {
    return part.startsWith(JDK) || FLAG.matcher(part).matches();
  }

  /// Reads some [#parts] of a text.
  ///
  /// @param text for what is told
  /// @param folder that relative paths start from
  /// @throws VariantException when they can be nothing
  public static Named of(String text, List<String> parts, Path folder) throws VariantException {
    Optional<Code> code = Optional.empty();
    Optional<Path> jdk = Optional.empty();
    var flags = new ArrayList<String>();
    for (var part : parts) {
      if (part.startsWith("-")) {
        flags.add(flag(part, text));
      } else if (part.startsWith(JDK) && jdk.isEmpty()) {
        jdk = Optional.of(folder.resolve(part.substring(JDK.length())));
      } else if (!part.startsWith(JDK) && !part.isEmpty() && code.isEmpty()) {
        code = Optional.of(code(part, folder));
      } else {
        throw new VariantException(
            "variant '%s' is unclear at '%s': write a jar, a git ref or a run, and at most one jdk:/path, behind commas; flags and -Dname=value begin with '-', and a comma inside one is written '\\,'"
                .formatted(text, part));
      }
    }
    return new Named(text, code, jdk, flags);
  }

  /// Its JDK; the one that runs Dyno where it names none.
  ///
  /// @throws IOException when there is none at that place
  public Jdk installed() throws IOException {
    return jdk.isPresent() ? Jdk.at(jdk.get()) : Jdk.running();
  }

  private static String flag(String part, String text) throws VariantException {
    if (!FLAG.matcher(part).matches() || part.indexOf('"') >= 0) {
      throw new VariantException(
          "variant '%s': '%s' is no flag that a fork can be given: write -X…, -Dname=value, -ea, an agent or an option like --add-opens=…, without quotes"
              .formatted(text, part));
    }
    return part;
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
