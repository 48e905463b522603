package dev.dyno.bench.dashboard;

import dev.dyno.bench.progress.RunEvent;
import dev.dyno.bench.progress.RunProgress;
import dev.dyno.reports.html.EffectAxis;
import dev.dyno.reports.html.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run as it is being measured, in words and places; the template only lays it out.
///
/// @param name of its folder
/// @param axis that all its effects share
record LiveSection(String name, RunProgress progress, EffectAxis axis, List<Row> rows) {

  /// One comparison.
  ///
  /// @param number its place in the plan, from 1
  /// @param dots where its pairs lie, in percent of the width, in time order
  /// @param look the last one taken
  /// @param target where the plan's promise lies; often none
  record Row(
      int number,
      RunProgress.Row progress,
      List<Double> dots,
      Optional<RunEvent.Looked> look,
      Optional<Double> target,
      Optional<Span> span) {

    String toggle() {
      return progress.planned().toggle();
    }

    String title() {
      return progress.planned().title();
    }

    String metric() {
      return progress.planned().metric();
    }

    Outcome outcome() {
      return look.map(it -> Outcome.named(it.verdict())).orElse(Outcome.UNMEASURED);
    }

    /// `8 of at most 24 pairs`.
    String pairs() {
      int pairs = progress.pairs().size();
      return progress.open()
          ? "%d of at most %d pairs".formatted(pairs, progress.planned().most())
          : Figures.count(pairs, "pair");
    }

    String word() {
      if (look.isPresent()) {
        return look.get().verdict() + (progress.open() ? ", so far" : "");
      }
      return progress.pairs().isEmpty() ? "waiting" : "no look yet";
    }

    String effect() {
      return look.map(it -> Figures.percent(it.effect()))
          .or(() -> last().map(Figures::percent))
          .orElse("");
    }

    /// The interval, or what the effect is where there is none.
    String interval() {
      return look.map(it -> Figures.interval(it.low(), it.high()))
          .or(() -> last().map(_ -> "the last pair"))
          .orElse("");
    }

    private Optional<Double> last() {
      return progress.pairs().isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(progress.pairs().getLast().effect());
    }

    boolean begun() {
      return !progress.pairs().isEmpty();
    }
  }

  /// An interval on the axis.
  record Span(double low, double at, double high) {}

  static LiveSection of(LiveWatch.LiveRun run) {
    var progress = run.progress();
    var ratios = new ArrayList<Double>();
    for (var row : progress.rows()) {
      row.pairs().forEach(pair -> Optional.ofNullable(pair.effect()).ifPresent(ratios::add));
      Optional.ofNullable(row.planned().target()).ifPresent(ratios::add);
    }
    var axis = EffectAxis.over(ratios);
    var rows = new ArrayList<Row>();
    for (var row : progress.rows()) {
      rows.add(row(rows.size() + 1, row, axis));
    }
    return new LiveSection(run.name(), progress, axis, List.copyOf(rows));
  }

  private static Row row(int number, RunProgress.Row row, EffectAxis axis) {
    var dots =
        row.pairs().stream()
            .flatMap(pair -> Optional.ofNullable(pair.effect()).stream())
            .map(axis::at)
            .toList();
    var span =
        row.look()
            .map(
                look ->
                    new Span(
                        Optional.ofNullable(look.low()).map(axis::at).orElse(0.0),
                        axis.at(look.effect()),
                        Optional.ofNullable(look.high()).map(axis::at).orElse(100.0)));
    return new Row(
        number,
        row,
        dots,
        row.look(),
        Optional.ofNullable(row.planned().target()).map(axis::at),
        span);
  }

  boolean running() {
    return progress.state() instanceof RunProgress.State.Running;
  }

  boolean interrupted() {
    return progress.state() instanceof RunProgress.State.Interrupted;
  }

  /// `compare`.
  String command() {
    return progress.plan().command();
  }

  String began() {
    return Figures.minute(progress.plan().at());
  }

  int pairs() {
    return progress.pairs();
  }

  int most() {
    return progress.most();
  }

  /// In percent.
  double share() {
    return most() == 0 ? 100 : Math.round(1000.0 * pairs() / most()) / 10.0;
  }

  String left() {
    return Figures.left(progress.left());
  }

  /// How it stands, in a word or two.
  String state() {
    return switch (progress.state()) {
      case RunProgress.State.Running _ -> "running";
      case RunProgress.State.Interrupted _ -> new RunEntry.State.Interrupted().word();
      case RunProgress.State.Ended(int exit) -> new RunEntry.State.Ended(exit).word();
    };
  }

  int dropped() {
    return progress.rows().stream().mapToInt(RunProgress.Row::dropped).sum();
  }

  /// How many pairs were thrown away, in a sentence.
  String spoiled() {
    return dropped() == 1
        ? "1 pair was spoiled, and is measured again."
        : "%d pairs were spoiled, and are measured again.".formatted(dropped());
  }

  /// How many comparisons were decided.
  long decided() {
    return progress.rows().stream().filter(row -> !row.open()).count();
  }
}
