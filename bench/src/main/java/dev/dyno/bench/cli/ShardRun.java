package dev.dyno.bench.cli;

import dev.dyno.bench.shard.OwnShard;
import dev.dyno.bench.trial.Plan;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Shards;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What being a shard changes in a command that measures.
///
/// @param own empty where one machine measures everything
record ShardRun(Optional<OwnShard> own) {

  /// One machine measures everything.
  static ShardRun none() {
    return new ShardRun(Optional.empty());
  }

  /// A comparison in the plan of a whole run, in no shard yet.
  ///
  /// @param measured whether it needs pairs
  static Shards.Row row(Plan.Planned planned, boolean measured) {
    return new Shards.Row(planned.toggle(), planned.benchmark(), planned.params(), 1, measured);
  }

  /// Of things that go with the comparisons of the whole run, those that are to be measured here.
  <T> List<T> of(List<T> all) {
    return own.map(it -> it.of(all)).orElse(all);
  }

  /// The measurement as what it is.
  Measurement marked(Measurement measurement) {
    return own.map(it -> it.marked(measurement)).orElse(measurement);
  }

  /// Class and method of all that is judged together, in whichever shard.
  ///
  /// @param here what is measured here
  List<String> family(List<String> here) {
    return own.map(it -> it.run().shards().benchmarks()).orElse(here);
  }

  /// When there are more shards than comparisons.
  ExitCode idle(Streams streams) {
    streams
        .err()
        .printf(
            "%s has nothing to measure: there are %d comparisons%n",
            own.orElseThrow().title(), own.orElseThrow().run().rows().size());
    return ExitCode.PASS;
  }

  /// Tells again what the history has of this shard.
  ExitCode told(Judged before, Telling telling, Streams streams, RunFolder folder)
      throws IOException {
    streams
        .err()
        .printf(
            "%s is in the history, measured at %s: nothing is measured; --again takes its place%n",
            own.orElseThrow().title(), before.measurement().startedAt());
    return telling.tell(before, streams, folder);
  }

  /// Stores a shard that was measured to its end.
  ///
  /// @param interrupted whether somebody stopped it, so that it is not whole
  /// @return what the command ends with
  ExitCode kept(
      Measurement measurement,
      ExitCode exit,
      boolean interrupted,
      Streams streams,
      RunFolder folder) {
    if (own.isEmpty()) {
      return exit;
    }
    var title = own.get().title();
    if (interrupted) {
      streams.err().printf("dyno: %s was stopped, and is not stored: run it again%n", title);
      return exit == ExitCode.PASS ? ExitCode.NOTHING_MEASURED : exit;
    }
    try {
      boolean alone = own.get().keep(measurement, exit.number());
      streams.err().printf("%s is in the history%n", title);
      if (!alone) {
        streams
            .err()
            .printf(
                "dyno: somebody stored another measurement of %s meanwhile, and a report cannot"
                    + " tell which counts: run it once more with --again%n",
                title);
        return exit == ExitCode.PASS ? ExitCode.ENVIRONMENT : exit;
      }
      return exit;
    } catch (HistoryException refused) {
      streams
          .err()
          .printf(
              "dyno: %s is not stored: %s. It is whole in %s: name that folder to dyno report --run"
                  + " %s, or run the shard again%n",
              title, refused.getMessage(), folder.folder(), own.get().run().id());
      return exit == ExitCode.PASS ? ExitCode.ENVIRONMENT : exit;
    }
  }
}
