package dev.dyno.bench.cli;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.LearnedWarmUp;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.verdict.WarmUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a gate learns of its baseline before it compares anything: how long each benchmark warms
/// up. It looks at nothing of the candidate, so that it favours neither.
///
/// @param plan with the turns that were learned
/// @param learned one for each benchmark that is measured; none when nobody asked
record GatePilot(GatePlan plan, List<LearnedWarmUp> learned) {

  private static final Duration LONGEST = Duration.ofHours(2);

  static GatePilot none(GatePlan plan) {
    return new GatePilot(plan, List.of());
  }

  /// One pair of the baseline with itself for each benchmark, in twice as many turns as were asked
  /// for. A benchmark whose pilot fails keeps what was asked for: the gate itself will say why.
  static GatePilot run(
      GatePlan plan, long seed, Installation installation, Path work, Interruption interruption)
      throws IOException {
    var pilots =
        plan.measured().stream()
            .map(planned -> planned.baselineAlone(longer(planned.turns())))
            .toList();
    if (pilots.isEmpty()) {
      return none(plan);
    }
    var trial = new Plan(pilots, TurnOrder.TURNS, List.of(1), seed, LONGEST);
    var learned = new ArrayList<LearnedWarmUp>();
    var turns = new ArrayList<Turns>();
    try (var open = Trial.open(trial, installation.agent(), work, new Unheard())) {
      interruption.stops(open::stop);
      var measured = open.run(_ -> false);
      for (int i = 0; i < measured.size(); i++) {
        var asked = plan.measured().get(i).turns();
        var own = WarmUp.learned(measured.get(i), asked.warmup());
        learned.add(own);
        turns.add(new Turns(own.turns(), asked.measured(), asked.length()));
      }
    }
    return new GatePilot(plan.with(turns), learned);
  }

  private static Turns longer(Turns asked) {
    return new Turns(1, 2 * (asked.warmup() + asked.measured()) - 1, asked.length());
  }

  /// What it learned is told when it is known.
  private static final class Unheard implements Trial.Listener {
    @Override
    public void paired(Plan.Planned planned, Pair pair) {}

    @Override
    public void dropped(Plan.Planned planned, String why) {}

    @Override
    public void looked(Plan.Planned planned, Comparison soFar) {}
  }
}
