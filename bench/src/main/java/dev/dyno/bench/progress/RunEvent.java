package dev.dyno.bench.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of `progress.jsonl`. Readers take no offence at what a newer writer adds.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunEvent.Planned.class, name = "plan"),
  @JsonSubTypes.Type(value = RunEvent.Paired.class, name = "pair"),
  @JsonSubTypes.Type(value = RunEvent.Looked.class, name = "look"),
  @JsonSubTypes.Type(value = RunEvent.Dropped.class, name = "dropped"),
  @JsonSubTypes.Type(value = RunEvent.Noted.class, name = "note"),
  @JsonSubTypes.Type(value = RunEvent.Ended.class, name = "end")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface RunEvent {

  /// When it happened.
  Instant at();

  /// What is to be measured: the first line.
  ///
  /// @param command that measures
  /// @param profile the run profile's name
  /// @param rows comparisons; events name them by their place here
  record Planned(Instant at, String command, String profile, List<Row> rows) implements RunEvent {
    public Planned {
      rows = List.copyOf(rows);
    }

    /// One comparison.
    ///
    /// @param toggle what differs
    /// @param title its benchmark and parameters
    /// @param metric that decides it
    /// @param most pairs, when no look decides earlier
    /// @param pairSeconds about how long a pair takes
    /// @param target the plan's promise as an effect, when it made one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
        String toggle,
        String title,
        String metric,
        int most,
        double pairSeconds,
        @Nullable Double target) {}
  }

  /// One more pair is whole.
  ///
  /// @param row the comparison's place in the plan
  /// @param pair its number, from 0
  /// @param seconds it took
  /// @param unit of both readings
  /// @param effect candidate over baseline minus one, as a cost; absent where a side cannot tell
  record Paired(
      Instant at,
      int row,
      int pair,
      double seconds,
      String unit,
      double baseline,
      double candidate,
      @Nullable Double effect)
      implements RunEvent {}

  /// A comparison has reached a look.
  ///
  /// @param pairs looked at
  /// @param verdict its word
  /// @param sentence what it says
  /// @param low end of the interval; absent where few pairs bound nothing, as `high`
  /// @param open whether more pairs are wanted
  record Looked(
      Instant at,
      int row,
      int pairs,
      String verdict,
      String sentence,
      double effect,
      @Nullable Double low,
      @Nullable Double high,
      boolean open)
      implements RunEvent {}

  /// A pair was thrown away, and is measured again.
  record Dropped(Instant at, int row, String why) implements RunEvent {}

  /// Something else that the run does meanwhile.
  record Noted(Instant at, String sentence) implements RunEvent {}

  /// The run is over: the last line.
  ///
  /// @param exit the exit code of its process
  record Ended(Instant at, int exit) implements RunEvent {}

  /// As one line, without its break.
  default String line() {
    try {
      return Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }

  /// Reads a line back.
  ///
  /// @throws JsonProcessingException when it is no event
  static RunEvent read(String line) throws JsonProcessingException {
    return Json.MAPPER.readValue(line, RunEvent.class);
  }

  /// Of this format.
  final class Json {
    private static final ObjectMapper MAPPER =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}
  }
}
