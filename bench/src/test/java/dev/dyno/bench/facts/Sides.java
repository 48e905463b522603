package dev.dyno.bench.facts;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.jfr.AllocationComparison;
import dev.dyno.profiles.jfr.Comparison;
import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.Workload;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// The engine with one optimization off and on, and a regression test that is known to be able to
/// fail.
final class Sides {

  private Sides() {}

  /// The same work with the optimization off, then on.
  ///
  /// @param part makes the part of the engine that the toggles choose; not observed
  static <S> Comparison of(
      Optimization optimization,
      Function<Toggles, S> part,
      EventCapture capture,
      Workload<S, Exception> work)
      throws Exception {
    return Comparison.compareProfiled(
        () -> part.apply(Toggles.none()), () -> part.apply(on(optimization)), capture, work);
  }

  /// The bytes of the same work with the optimization off, then on.
  static <S> AllocationComparison bytesOf(
      Optimization optimization, Function<Toggles, S> part, Workload<S, Exception> work)
      throws Exception {
    return AllocationComparison.compareAllocated(
        () -> part.apply(Toggles.none()), () -> part.apply(on(optimization)), work);
  }

  private static Toggles on(Optimization optimization) {
    return new Toggles(Set.of(optimization));
  }

  /// The check holds, and does not hold when the optimization does the opposite: its control.
  static void holds(Comparison compared, Consumer<Comparison> check) {
    check.accept(compared);
    assertThatCode(() -> check.accept(compared.swapped())).isInstanceOf(AssertionError.class);
  }

  /// The check holds, and does not hold when the optimization does the opposite: its control.
  static void holdsForBytes(AllocationComparison compared, Consumer<AllocationComparison> check) {
    check.accept(compared);
    assertThatCode(() -> check.accept(compared.swapped())).isInstanceOf(AssertionError.class);
  }
}
