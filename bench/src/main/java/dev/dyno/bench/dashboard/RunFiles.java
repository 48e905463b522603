package dev.dyno.bench.dashboard;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.progress.RunEvent;
import dev.dyno.bench.progress.RunProgress;
import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.html.Outcome;
import dev.dyno.reports.html.ReportPage;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.MeasurementFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads a run's folder for the list of runs: what it says of itself, and never its turns, which
/// may be many megabytes.
///
record RunFiles(RunPlace place) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What the head of a measurement says.
  private record Head(String command, Instant at) {}

  /// Empty when it holds no file of a run.
  Optional<RunEntry> read() {
    var result = place.folder().resolve(ResultFile.NAME);
    var measurement = place.folder().resolve(MeasurementFile.NAME);
    try {
      var progress = RunProgress.read(place.folder());
      if (progress.isEmpty() && !Files.exists(result) && !Files.exists(measurement)) {
        return Optional.empty();
      }
      var head = Files.exists(measurement) ? head(measurement) : Optional.<Head>empty();
      var tree = Files.exists(result) ? JSON.readTree(result.toFile()) : JSON.nullNode();
      var plan = progress.map(RunProgress::plan);
      return Optional.of(
          new RunEntry(
              place.name(),
              head.map(Head::at).or(() -> plan.map(RunEvent.Planned::at)).orElse(written()),
              plan.map(RunEvent.Planned::command)
                  .or(() -> head.map(Head::command))
                  .orElse(tree.path("command").asText()),
              plan.map(RunEvent.Planned::profile).orElse(""),
              state(progress, tree),
              verdicts(tree, progress),
              targets(tree),
              Files.isRegularFile(place.folder().resolve(ReportPage.NAME)),
              progress));
    } catch (IOException | RuntimeException spoiled) {
      return Optional.of(unreadable(spoiled));
    }
  }

  private RunEntry unreadable(Exception spoiled) {
    var why = String.valueOf(spoiled.getMessage()).lines().findFirst().orElse("");
    return new RunEntry(
        place.name(),
        written(),
        "",
        "",
        new RunEntry.State.Unreadable(why),
        Map.of(),
        List.of(),
        Files.isRegularFile(place.folder().resolve(ReportPage.NAME)),
        Optional.empty());
  }

  private Instant written() {
    try {
      return Files.getLastModifiedTime(place.folder()).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }

  private static RunEntry.State state(Optional<RunProgress> progress, JsonNode result) {
    var told = progress.map(RunProgress::state);
    if (told.isPresent() && told.get() instanceof RunProgress.State.Running) {
      return new RunEntry.State.Running();
    }
    if (result.has("exit")) {
      return new RunEntry.State.Ended(result.path("exit").asInt());
    }
    return told.<RunEntry.State>map(
            state ->
                switch (state) {
                  case RunProgress.State.Ended(int exit) -> new RunEntry.State.Ended(exit);
                  case RunProgress.State.Running _ -> new RunEntry.State.Running();
                  case RunProgress.State.Interrupted _ -> new RunEntry.State.Interrupted();
                })
        .orElseGet(RunEntry.State.Unjudged::new);
  }

  /// The first fields of a measurement; its comparisons come behind them.
  private static Optional<Head> head(Path measurement) throws IOException {
    try (JsonParser in = JSON.createParser(measurement.toFile())) {
      var command = Optional.<String>empty();
      var at = Optional.<Instant>empty();
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME && (command.isEmpty() || at.isEmpty())) {
        var field = in.currentName();
        in.nextToken();
        switch (field) {
          case "command" -> command = Optional.of(in.getText());
          case "startedAt" -> at = Optional.of(Instant.parse(in.getText()));
          default -> in.skipChildren();
        }
      }
      return command.isPresent() && at.isPresent()
          ? Optional.of(new Head(command.get(), at.get()))
          : Optional.empty();
    }
  }

  /// One a comparison: in the metric that its run says decides it, else in its target's, else in
  /// the first.
  private static Map<Outcome, Integer> verdicts(JsonNode result, Optional<RunProgress> progress) {
    var deciding = new LinkedHashMap<String, String>();
    progress.ifPresent(
        it -> it.rows().forEach(row -> deciding.put(key(row.planned()), row.planned().metric())));
    var words = new LinkedHashMap<String, String>();
    for (var row : result.path("comparisons")) {
      var key = key(row);
      var metric = row.path("metric").asText();
      boolean decides =
          deciding.containsKey(key) ? metric.equals(deciding.get(key)) : row.has("target");
      if (decides || !words.containsKey(key)) {
        words.put(key, row.path("verdict").asText());
      }
    }
    var counts = new EnumMap<Outcome, Integer>(Outcome.class);
    words.values().forEach(word -> counts.merge(Outcome.named(word), 1, Integer::sum));
    return counts;
  }

  private static String key(RunEvent.Planned.Row row) {
    return row.toggle() + "\n" + row.title();
  }

  private static String key(JsonNode row) {
    var toggle = row.has("toggle") ? row.path("toggle") : row.path("contrast");
    return toggle.asText() + "\n" + title(row);
  }

  private static String title(JsonNode row) {
    var params = new TreeMap<String, String>();
    row.path("params").properties().forEach(it -> params.put(it.getKey(), it.getValue().asText()));
    return Comparison.title(row.path("benchmark").asText(), params);
  }

  private static List<RunEntry.Promise> targets(JsonNode result) {
    var targets = new ArrayList<RunEntry.Promise>();
    for (var row : result.path("comparisons")) {
      if (row.path("target").isObject() && row.has("toggle")) {
        targets.add(
            new RunEntry.Promise(
                row.path("toggle").asText(),
                title(row),
                row.path("metric").asText(),
                row.path("target").path("effect").asDouble(),
                row.path("effect").asDouble(),
                row.path("low").asDouble(),
                row.path("high").asDouble(),
                row.path("verdict").asText(),
                row.path("target").path("met").asBoolean()));
      }
    }
    return targets;
  }
}
