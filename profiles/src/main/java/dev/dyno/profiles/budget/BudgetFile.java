package dev.dyno.profiles.budget;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Reads and writes a [Budget], as JSON:
///
/// ```
/// {"schema": "dyno-budget/1", "name": "pull",
///  "environment": {"jdk": "25.0.3+9-LTS", "collector": "G1", "headers": "classic"},
///  "atMost": {"processes started": 0, "sockets connected": 2}}
/// ```
/// All keys are required; others are refused.
public final class BudgetFile {

  private static final String SCHEMA = "dyno-budget/1";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BudgetFile() {}

  /// Reads a file.
  ///
  /// @throws IOException when there is none, or it is no budget; says what is wrong with it
  public static Budget read(Path file) throws IOException {
    try {
      var document = JSON.readValue(file.toFile(), Document.class);
      return document.checked();
    } catch (JacksonException wrong) {
      throw new IOException("budget %s: %s".formatted(file, wrong.getOriginalMessage()), wrong);
    } catch (IllegalArgumentException wrong) {
      throw new IOException("budget %s: %s".formatted(file, wrong.getMessage()), wrong);
    }
  }

  /// Writes a file, in place of one that is there.
  public static void write(Path file, Budget budget) throws IOException {
    var document = new Document(SCHEMA, budget.name(), budget.environment(), budget.atMost());
    Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
  }

  /// The file as it is written.
  @JsonPropertyOrder({"schema", "name", "environment", "atMost"})
  private record Document(
      @Nullable String schema,
      @Nullable String name,
      @Nullable Environment environment,
      @Nullable SortedMap<String, Long> atMost) {

    Budget checked() {
      if (!SCHEMA.equals(schema)) {
        throw new IllegalArgumentException("schema '%s' is not '%s'".formatted(schema, SCHEMA));
      }
      return new Budget(
          required("name", name), required("environment", environment), required("atMost", atMost));
    }
  }

  private static <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("'%s' is missing".formatted(key));
    }
    return value;
  }
}
