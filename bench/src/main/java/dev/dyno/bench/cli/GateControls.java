package dev.dyno.bench.cli;

import dev.dyno.bench.ruler.Rulers;
import dev.dyno.bench.trial.Plan;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Control;
import dev.dyno.reports.measurement.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// What a gate measures beside its comparisons, though it cannot have changed.
///
/// @param chosen in the order in which they take turns at their share of the time
/// @param identical how many benchmarks of identical code there were to choose from
record GateControls(List<Chosen> chosen, int identical) {

  /// Some of what was skipped: enough to notice, few enough to stay cheap.
  private static final int MOST_IDENTICAL = 2;

  /// Short, since a ruler is warm soon, and both of its sides are so alike.
  private static final Turns TURNS = new Turns(10, 20, Duration.ofMillis(10));

  GateControls {
    chosen = List.copyOf(chosen);
  }

  /// One of them.
  record Chosen(Control.Kind kind, Plan.Planned planned) {}

  static GateControls none() {
    return new GateControls(List.of(), 0);
  }

  /// Rulers, and some of the benchmarks that were skipped: drawn by the seed, never by a result.
  /// None where nothing is measured, and so nothing can be spoiled.
  static GateControls of(GatePlan plan, Installation installation, long seed) {
    var skipped =
        plan.entries().stream()
            .filter(
                entry -> entry.ended().map(it -> it.kind() == Ending.Kind.SKIPPED).orElse(false))
            .map(GatePlan.Entry::planned)
            .toList();
    if (plan.measured().isEmpty()) {
      return new GateControls(List.of(), skipped.size());
    }
    var drawn = new ArrayList<>(skipped);
    Collections.shuffle(drawn, new Random(seed));
    var identical = drawn.subList(0, Math.min(MOST_IDENTICAL, drawn.size()));
    var chosen = new ArrayList<Chosen>();
    for (int i = 0; i < Math.max(Rulers.NAMES.size(), identical.size()); i++) {
      if (i < Rulers.NAMES.size()) {
        var name = Rulers.NAMES.get(i);
        var kind = name.equals(Rulers.HAND_OFF) ? Control.Kind.HAND_OFF : Control.Kind.RULER;
        chosen.add(new Chosen(kind, ruler(name, installation)));
      }
      if (i < identical.size()) {
        chosen.add(new Chosen(Control.Kind.IDENTICAL, identical.get(i)));
      }
    }
    return new GateControls(chosen, skipped.size());
  }

  private static Plan.Planned ruler(String name, Installation installation) {
    var variant = installation.steady("ruler");
    return new Plan.Planned(
        "ruler", name, new TreeMap<>(), variant, variant, "time/op", Optional.empty(), TURNS, 0);
  }

  List<Plan.Planned> planned() {
    return chosen.stream().map(Chosen::planned).toList();
  }

  /// What was measured of them, with the reason why each cannot have changed.
  List<Control> of(List<Comparison> measured) {
    return measured.stream().map(each -> new Control(kind(each), each)).toList();
  }

  private Control.Kind kind(Comparison measured) {
    return chosen.stream()
        .filter(
            each ->
                each.planned().benchmark().equals(measured.benchmark())
                    && each.planned().params().equals(measured.params()))
        .map(Chosen::kind)
        .findFirst()
        .orElseThrow();
  }

  /// For somebody who asks what a run would do.
  String text() {
    if (chosen.isEmpty()) {
      return "no controls";
    }
    long drawn = chosen.stream().filter(it -> it.kind() == Control.Kind.IDENTICAL).count();
    var names = chosen.stream().map(it -> it.planned().benchmark()).toList();
    return "controls beside them, 4 pairs at a time: one at least, then a tenth of the time at"
        + " most: "
        + "%d rulers and %d of %d benchmarks of identical code (%s)"
            .formatted(chosen.size() - drawn, drawn, identical, String.join(", ", names));
  }
}
