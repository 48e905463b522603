package dev.dyno.bench.bisect;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A search as a file: written after every step, whole or not at all.
///
/// @param schema `dyno/1`
/// @param command `bisect`
/// @param question what it is about
/// @param bracket its commits
/// @param threshold the share from which on a commit shows the change; of the first step that of
///     the command line or the project, then half of the change that it found
/// @param steps in the order in which they were asked; the first is about the bad end
/// @param conclusion so far
/// @param exit code; 5 while it is not over
public record BisectFile(
    String schema,
    String command,
    Question question,
    Bracket bracket,
    double threshold,
    List<Step> steps,
    Conclusion conclusion,
    int exit) {

  /// Its usual name.
  public static final String NAME = "bisect.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public BisectFile {
    steps = List.copyOf(steps);
  }

  /// Reads it.
  ///
  /// @return empty when there is none
  public static Optional<BisectFile> read(Path folder) throws IOException {
    var file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), BisectFile.class));
    } catch (JacksonException spoiled) {
      throw new IOException(
          "%s is no search of dyno bisect (%s): give another --out, or --anew"
              .formatted(file, spoiled.getOriginalMessage()),
          spoiled);
    }
  }

  /// One that asked nothing yet.
  public static BisectFile begun(Question question, Bracket bracket, double threshold) {
    return of(question, bracket, threshold, List.of());
  }

  /// After some steps.
  public static BisectFile of(
      Question question, Bracket bracket, double threshold, List<Step> steps) {
    var conclusion = Conclusion.of(bracket, steps);
    int exit =
        switch (conclusion.kind()) {
          case FOUND -> 0;
          case RANGE -> 4;
          case UNCLEAR -> steps.getFirst().crashed() ? 7 : 4;
          case NO_CHANGE, OPEN -> 5;
        };
    return new BisectFile(
        "dyno/1", "bisect", question, bracket, threshold, steps, conclusion, exit);
  }

  /// The same, and why it is not over.
  public BisectFile cut(String why) {
    return ended(why + ": the same command goes on where it stopped", exit);
  }

  /// The same, and what spoiled its last step.
  public BisectFile spoiled(String why) {
    return ended(why + "; the same command asks that step again", 6);
  }

  private BisectFile ended(String why, int code) {
    var sentences = new ArrayList<>(conclusion.sentences());
    sentences.add(why);
    return new BisectFile(
        schema,
        command,
        question,
        bracket,
        threshold,
        steps,
        new Conclusion(
            conclusion.kind(), conclusion.suspects(), conclusion.wrongAtMost(), sentences),
        code);
  }

  /// What is known, by commit.
  public Map<String, Answer> answers() {
    return Conclusion.answers(steps);
  }

  /// As text.
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JacksonException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }
}
