package dev.dyno.profiles.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds and reads run profiles.
public final class RunProfileFile {

  /// The profiles that come with Dyno: by size, then those for one question.
  public static final List<String> SHIPPED =
      List.of("smoke", "pr", "nightly", "pipeline", "peers", "curves", "metrics", "fidelity");

  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})(ms|s)");
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private RunProfileFile() {}

  /// Reads a profile.
  ///
  /// @param nameOrFile one of [#SHIPPED], or a path
  /// @throws RunProfileException when there is none, or it is wrong; names the line
  public static RunProfile read(String nameOrFile) throws RunProfileException {
    var text = text(nameOrFile);
    try {
      var document = YAML.readValue(text, Document.class);
      return document.checked();
    } catch (JacksonException wrong) {
      throw new RunProfileException(
          "profile '%s', line %d: %s".formatted(nameOrFile, line(wrong, text), said(wrong)), wrong);
    } catch (IllegalArgumentException wrong) {
      throw new RunProfileException(
          "profile '%s': %s".formatted(nameOrFile, wrong.getMessage()), wrong);
    }
  }

  private static String text(String nameOrFile) throws RunProfileException {
    try {
      if (SHIPPED.contains(nameOrFile)) {
        try (var resource = RunProfileFile.class.getResourceAsStream(nameOrFile + ".yaml")) {
          if (resource != null) {
            return new String(resource.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
          }
        }
      }
      var file = Path.of(nameOrFile);
      if (Files.isRegularFile(file)) {
        return Files.readString(file);
      }
    } catch (IOException | java.nio.file.InvalidPathException unreadable) {
      throw new RunProfileException(
          "profile '%s' cannot be read: %s".formatted(nameOrFile, unreadable.getMessage()),
          unreadable);
    }
    throw new RunProfileException(
        "profile '%s' is not known: name one of %s, or a YAML file"
            .formatted(nameOrFile, String.join(", ", SHIPPED)));
  }

  /// The reader is ahead of an unknown key when it complains, so that line is looked up.
  private static int line(JacksonException wrong, String text) {
    if (wrong instanceof UnrecognizedPropertyException unknown) {
      var key = Pattern.compile("\\b" + Pattern.quote(unknown.getPropertyName()) + "\\s*:");
      var lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (key.matcher(lines.get(i)).find()) {
          return i + 1;
        }
      }
    }
    return wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr();
  }

  private static String said(JacksonException wrong) {
    return wrong instanceof UnrecognizedPropertyException unknown
        ? "key '%s' is not known: use one of %s"
            .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds())
        : firstLine(wrong.getOriginalMessage());
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static Duration length(String text) {
    var match = LENGTH.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("length '%s' is not like 20ms or 1s".formatted(text));
    }
    long number = Long.parseLong(match.group(1));
    return match.group(2).equals("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
  }

  /// The file as it is written.
  private record Document(
      @Nullable String name,
      @Nullable String about,
      @Nullable List<Integer> looks,
      @Nullable TurnsDocument turns,
      @Nullable List<SelectionDocument> select) {

    RunProfile checked() {
      if (turns == null) {
        throw new IllegalArgumentException("'turns' is missing");
      }
      var usual = turns.over(null);
      return new RunProfile(
          required("name", name),
          required("about", about),
          required("looks", looks),
          usual,
          required("select", select).stream().map(each -> each.checked(usual)).toList());
    }
  }

  private record TurnsDocument(
      @Nullable Integer warmup, @Nullable Integer measured, @Nullable String length) {

    RunProfile.Turns over(RunProfile.@Nullable Turns usual) {
      if (usual == null) {
        return new RunProfile.Turns(
            required("turns.warmup", warmup),
            required("turns.measured", measured),
            RunProfileFile.length(required("turns.length", length)));
      }
      return new RunProfile.Turns(
          warmup == null ? usual.warmup() : warmup,
          measured == null ? usual.measured() : measured,
          length == null ? usual.length() : RunProfileFile.length(length));
    }
  }

  private record SelectionDocument(
      @Nullable String toggle,
      @Nullable String benchmark,
      @Nullable Map<String, String> params,
      @Nullable TurnsDocument turns) {

    RunProfile.Selection checked(RunProfile.Turns usual) {
      return new RunProfile.Selection(
          toggle == null ? "" : toggle,
          required("select.benchmark", benchmark),
          params == null ? new TreeMap<>() : new TreeMap<>(params),
          turns == null ? usual : turns.over(usual));
    }
  }

  private static <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("'%s' is missing".formatted(key));
    }
    return value;
  }
}
