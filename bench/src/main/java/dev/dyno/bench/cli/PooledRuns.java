package dev.dyno.bench.cli;

import dev.dyno.bench.validation.LiveState;
import dev.dyno.bench.validation.LiveVerdicts;
import dev.dyno.bench.validation.Recording;
import dev.dyno.reports.history.Fingerprint;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.measurement.TurnOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Live runs of one machine, in time order, that are told of together.
///
/// @param runs their measurements
record PooledRuns(List<Measurement> runs) {

  private static final int MOST_MISSING = 6;

  PooledRuns {
    runs = List.copyOf(runs);
  }

  /// Reads them.
  ///
  /// @param places a run's folder each, or its measurement.json
  /// @throws UsageException when one is none of `dyno qualify`, of another machine than the first,
  ///     or named twice
  static PooledRuns read(List<Path> places) throws UsageException {
    var runs = new ArrayList<Measurement>();
    for (var place : places) {
      var run = read(place);
      for (var earlier : runs) {
        fits(place, run, earlier);
      }
      runs.add(run);
    }
    runs.sort(Comparator.comparing(Measurement::startedAt));
    return new PooledRuns(runs);
  }

  private static Measurement read(Path place) throws UsageException {
    try {
      var run =
          MeasurementFile.read(
              Files.isDirectory(place) ? place.resolve(MeasurementFile.NAME) : place);
      if (!run.command().equals("qualify")) {
        throw new IOException("it is a run of dyno %s".formatted(run.command()));
      }
      return run;
    } catch (IOException unfit) {
      throw new UsageException(
          "--from %s is no live run of dyno qualify: %s".formatted(place, unfit.getMessage()),
          unfit);
    }
  }

  private static void fits(Path place, Measurement run, Measurement earlier) throws UsageException {
    if (!Fingerprint.of(run.machine()).equals(Fingerprint.of(earlier.machine()))) {
      throw new UsageException(
          "--from %s was measured on another machine, or another JDK, than the run before it: their verdicts are not one machine's"
              .formatted(place));
    }
    if (run.startedAt().equals(earlier.startedAt())) {
      throw new UsageException(
          "--from %s is named twice: its verdicts would count twice".formatted(place));
    }
  }

  LiveVerdicts verdicts() {
    return new LiveVerdicts(runs);
  }

  /// Their noise, to draw from.
  ///
  /// @throws UsageException when no benchmark has pairs enough
  List<Recording> recordings() throws UsageException {
    var recordings = verdicts().recordings(provenance());
    if (recordings.isEmpty()) {
      throw new UsageException(
          "--from: no benchmark has %d pairs with the same code in turns to draw from: measure more with dyno qualify --planted none"
              .formatted(LiveVerdicts.LEAST_RECORDED));
    }
    return recordings;
  }

  private String provenance() {
    var machine = runs.getFirst().machine();
    return "live runs of dyno qualify on one machine (%s, %d cores, %s, %s), that of %s"
        .formatted(
            machine.cpu(),
            machine.cores(),
            machine.kernel(),
            machine.jdk(),
            runs.stream()
                .map(run -> run.startedAt().toString())
                .collect(Collectors.joining(" and of ")));
  }

  /// What was measured, and how, for people.
  List<String> sources() {
    var sources = new ArrayList<String>();
    runs.forEach(run -> sources.add(sentence(run)));
    sources.add(
        "seconds are those of both forks' turns, warm-up included, without the starts of their JVMs");
    if (runs.stream().anyMatch(run -> run.design().order() == TurnOrder.TURNS)) {
      sources.add(
          "rules named (in turns) read the forks of dyno's own pairs, each fork once: both sides share the machine's drift, which favours them");
    }
    if (runs.stream().anyMatch(run -> run.design().order() == TurnOrder.FORKS)) {
      sources.add(
          "forks that ran one after the other: dyno --mode forks, and the same rules on those forks, as their users run them");
    }
    return sources;
  }

  private static String sentence(Measurement run) {
    var missing = missing(run);
    var text =
        new StringBuilder(
            "%s, %s, %s: %d comparisons on this machine in %s, %d of them without a verdict that counts"
                .formatted(
                    run.startedAt(),
                    LiveState.of(run).text(),
                    run.design().order().name().toLowerCase(Locale.ROOT),
                    run.comparisons().size(),
                    ProgressLine.time(run.elapsed()),
                    run.comparisons().size() - new LiveVerdicts(List.of(run)).verdicts()));
    missing.stream().limit(MOST_MISSING).forEach(each -> text.append("\n  ").append(each));
    if (missing.size() > MOST_MISSING) {
      text.append("\n  and %d more".formatted(missing.size() - MOST_MISSING));
    }
    return text.toString();
  }

  /// What did not come to its end.
  static List<String> missing(Measurement run) {
    return run.comparisons().stream()
        .filter(each -> each.ending().kind() != Ending.Kind.FINISHED)
        .map(
            each ->
                "%s %s: %d pairs, then %s"
                    .formatted(
                        each.toggle(), each.title(), each.pairs().size(), each.ending().reason()))
        .toList();
  }
}
