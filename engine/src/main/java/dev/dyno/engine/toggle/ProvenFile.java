package dev.dyno.engine.toggle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads and writes what is [Proven], as JSON:
///
/// ```
/// {"schema": "dyno-proven/1",
///  "toggles": {"auth-cache": {"note": "…", "evidence": [{"engine": "embedded", "benchmark": "…",
///    "params": {"source": "helper"}, "metric": "time/op", "effect": -0.9, "low": -0.91,
///    "high": -0.89, "verdict": "Improved", "profile": "smoke", "date": "2026-11-24",
///    "commit": "0123abc"}]}, …}}
/// ```
/// Every optimization is listed, one without evidence with an empty list; `note` and `commit` may
/// be left out; anything else is refused.
public final class ProvenFile {

  /// The file's name.
  public static final String NAME = "proven.json";

  private static final String SCHEMA = "dyno-proven/1";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private ProvenFile() {}

  static Proven committed() {
    try (var in = ProvenFile.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is missing from the engine's jar: build it again");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Reads the file's text.
  ///
  /// @throws IllegalArgumentException when it names an unknown toggle or leaves one out, when a
  ///     figure is missing, or when a verdict contradicts its interval; says which
  public static Proven parse(String text) {
    try {
      @Nullable Document document = JSON.readValue(text, Document.class);
      if (document == null) {
        throw new IllegalArgumentException("it holds null");
      }
      return document.checked();
    } catch (JacksonException wrong) {
      throw new IllegalArgumentException(NAME + ": " + wrong.getOriginalMessage(), wrong);
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new IllegalArgumentException(NAME + ": " + wrong.getMessage(), wrong);
    }
  }

  /// The file's text, as [#parse] reads it.
  public static String text(Proven proven) {
    var toggles = new LinkedHashMap<String, EntryDocument>();
    proven
        .entries()
        .forEach((optimization, entry) -> toggles.put(optimization.id(), written(entry)));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Document(SCHEMA, toggles))
          + "\n";
    } catch (JacksonException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }

  private static EntryDocument written(Proven.Entry entry) {
    return new EntryDocument(
        entry.note().isEmpty() ? null : entry.note(),
        entry.evidence().stream()
            .map(
                each ->
                    new EvidenceDocument(
                        each.engine(),
                        each.benchmark(),
                        each.params(),
                        each.metric(),
                        each.effect(),
                        each.low(),
                        each.high(),
                        each.verdict(),
                        each.profile(),
                        each.date().toString(),
                        each.commit().orElse(null)))
            .toList());
  }

  /// The file as it is written.
  @JsonPropertyOrder({"schema", "toggles"})
  private record Document(@Nullable String schema, @Nullable Map<String, EntryDocument> toggles) {

    Proven checked() {
      if (!SCHEMA.equals(schema)) {
        throw new IllegalArgumentException("schema '%s' is not '%s'".formatted(schema, SCHEMA));
      }
      var entries = new EnumMap<Optimization, Proven.Entry>(Optimization.class);
      required("toggles", toggles)
          .forEach((id, entry) -> entries.put(Optimization.named(id), entry.checked(id)));
      return new Proven(entries);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record EntryDocument(@Nullable String note, @Nullable List<EvidenceDocument> evidence) {

    Proven.Entry checked(String id) {
      return new Proven.Entry(
          note == null ? "" : note,
          required(id + ".evidence", evidence).stream().map(EvidenceDocument::checked).toList());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record EvidenceDocument(
      @Nullable String engine,
      @Nullable String benchmark,
      @Nullable Map<String, String> params,
      @Nullable String metric,
      @Nullable Double effect,
      @Nullable Double low,
      @Nullable Double high,
      Evidence.@Nullable Verdict verdict,
      @Nullable String profile,
      @Nullable String date,
      @Nullable String commit) {

    Evidence checked() {
      return new Evidence(
          required("engine", engine),
          required("benchmark", benchmark),
          new TreeMap<>(required("params", params)),
          required("metric", metric),
          required("effect", effect),
          required("low", low),
          required("high", high),
          required("verdict", verdict),
          required("profile", profile),
          LocalDate.parse(required("date", date)),
          Optional.ofNullable(commit));
    }
  }

  private static <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("'%s' is missing".formatted(key));
    }
    return value;
  }
}
