package dev.dyno.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/// Nothing is started: pairs are made up, as long as it is said.
class AgendaTest {

  private static final List<Integer> LOOKS = List.of(4, 6, 8);

  @Test
  void every_comparison_comes_to_its_first_look_before_any_goes_on() {
    var order = order(List.of("a", "b", "c"), List.of(), soFar -> 0, Map.of());

    assertThat(order.subList(0, 3)).containsExactly("a 4", "b 4", "c 4");
    assertThat(order).hasSize(9).endsWith("a 8", "b 8", "c 8"); // round after round
  }

  @Test
  void after_the_first_look_what_is_decided_soonest_goes_first() {
    var remaining = Map.of("a", 20, "b", 2, "c", 4);

    var order =
        order(List.of("a", "b", "c"), List.of(), it -> remaining.get(it.benchmark()), Map.of());

    assertThat(order)
        .containsExactly("a 4", "b 4", "c 4", "b 6", "b 8", "c 6", "c 8", "a 6", "a 8");
  }

  @Test
  void a_pair_that_takes_long_counts_for_as_much() {
    var order = order(List.of("a", "b"), List.of(), _ -> 2, Map.of("a", 10.0, "b", 1.0));

    assertThat(order).containsExactly("a 4", "b 4", "b 6", "b 8", "a 6", "a 8");
  }

  @Test
  void one_control_comes_after_the_first_look_and_more_only_within_a_tenth_of_the_time() {
    var names = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    var order = order(names, List.of("x", "y"), _ -> 0, Map.of("x", 0.5, "y", 0.5));

    assertThat(order.get(1)).isEqualTo("x 4");
    double comparisons = 0;
    double controls = 0;
    for (var step : order) {
      if (step.startsWith("x") || step.startsWith("y")) {
        controls += 2;
        assertThat(step.equals("x 4") || controls <= 0.1 * comparisons).as(step).isTrue();
      } else {
        comparisons += step.endsWith(" 4") ? 4 : 2;
      }
    }
    assertThat(order).contains("y 4", "x 8").doesNotContain("y 16");
    assertThat(order.getLast()).isEqualTo("j 8"); // they never hold a run up
  }

  @Test
  void a_control_gets_twelve_pairs_at_most() {
    var names = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      names.add("a" + i);
    }
    var order = order(names, List.of("x"), _ -> 0, Map.of("x", 0.1));

    assertThat(order).contains("x 4", "x 8", "x 12").doesNotContain("x 16");
  }

  @Test
  void a_run_that_is_decided_at_once_has_one_control_all_the_same() {
    var ledgers = List.of(ledger("a"));
    var controls = List.of(ledger("x"), ledger("y"));
    var agenda = new Agenda(LOOKS, ledgers, controls, steering(_ -> 0));
    give(agenda.next().orElseThrow(), 1);
    ledgers.getFirst().end(Ending.Kind.FINISHED, "");

    var control = agenda.next().orElseThrow();
    assertThat(control.control()).isTrue();
    give(control, 1);
    assertThat(agenda.next()).isEmpty();
  }

  @Test
  void a_control_that_was_lost_is_left_alone() {
    var ledgers = List.of(ledger("a"), ledger("b"));
    var control = ledger("x");
    var agenda = new Agenda(LOOKS, ledgers, List.of(control), steering(_ -> 0));
    give(agenda.next().orElseThrow(), 1);
    control.attempt();
    control.end(Ending.Kind.CRASHED, "lost");

    assertThat(agenda.next().orElseThrow().ledger()).isSameAs(ledgers.getLast());
  }

  /// The benchmarks' names and numbers of pairs, in the order in which they were measured.
  private static List<String> order(
      List<String> names,
      List<String> controls,
      ToIntFunction<Comparison> remaining,
      Map<String, Double> seconds) {
    var agenda =
        new Agenda(
            LOOKS,
            names.stream().map(AgendaTest::ledger).toList(),
            controls.stream().map(AgendaTest::ledger).toList(),
            steering(remaining));
    var order = new ArrayList<String>();
    for (var step = agenda.next(); step.isPresent(); step = agenda.next()) {
      var name = step.get().ledger().planned().benchmark();
      give(step.get(), seconds.getOrDefault(name, 1.0));
      if (!step.get().control() && step.get().pairs() == LOOKS.getLast()) {
        step.get().ledger().end(Ending.Kind.FINISHED, "");
      }
      order.add(name + " " + step.get().pairs());
    }
    return order;
  }

  private static void give(Agenda.Step step, double seconds) {
    var fork = new Fork(1, "test", "1.37", "us/op", 0, List.of(), List.of());
    while (step.ledger().pairs().size() < step.pairs()) {
      step.ledger().attempt();
      step.ledger()
          .take(
              new Pair(
                  step.ledger().pairs().size(), fork, fork, new Surroundings(seconds, 0, 0, 0)),
              new TrialTest.Heard());
    }
  }

  private static Steering steering(ToIntFunction<Comparison> remaining) {
    return new Steering() {
      @Override
      public boolean open(Comparison soFar) {
        return true;
      }

      @Override
      public int remaining(Comparison soFar) {
        return remaining.applyAsInt(soFar);
      }
    };
  }

  private static Ledger ledger(String name) {
    var variant = new MeasuredVariant("v", Jdk.running(), List.of(), List.of(), new TreeMap<>());
    return new Ledger(
        new Plan.Planned(
            "test",
            name,
            new TreeMap<>(),
            variant,
            variant,
            "time/op",
            Optional.empty(),
            new Turns(1, 1, Duration.ofMillis(1)),
            0));
  }
}
