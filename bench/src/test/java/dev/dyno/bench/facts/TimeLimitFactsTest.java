package dev.dyno.bench.facts;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static dev.dyno.profiles.jfr.Fact.EXCEPTIONS_THROWN;
import static dev.dyno.profiles.jfr.Fact.VIRTUAL_THREADS_STARTED;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.lifecycle.Job;
import dev.dyno.engine.lifecycle.JobFailure;
import dev.dyno.engine.lifecycle.Workers;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.jfr.Comparison;
import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.Exact;
import dev.dyno.profiles.junit.Profiled;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// `dynamic-timeouts` changes only when an operation is given up, and time is not asserted here:
/// what is counted is who is given up at all, when a server hangs and nobody set a limit to the
/// whole.
class TimeLimitFactsTest {

  private static final String HELD = "dev.dyno.bench.facts.TimeLimitFactsTest$Hang::held";
  private static final int OPERATIONS = 3;

  /// Five minutes are 30 ms.
  private static final Patience SCALED = Patience.usual().scaled(1e-4);

  @Test
  @Profiled(
      value = {EXCEPTIONS_THROWN, VIRTUAL_THREADS_STARTED},
      calls = HELD)
  void dynamic_timeouts_give_up_every_pull_build_and_push_that_hangs(EventCapture capture)
      throws Exception {
    var compared =
        Sides.of(
            Optimization.DYNAMIC_TIMEOUTS,
            toggles -> toggles,
            capture,
            TimeLimitFactsTest::meetServerThatHangs);

    var held = Exact.calls(HELD);
    assertThat(compared.baseline().facts(held)).hasCount(OPERATIONS);
    assertThat(compared.candidate().facts(held)).isEmpty();
    Sides.holds(compared, both -> assertThat(both).on(held).fallsByAtLeast(100));
    Sides.holds(
        compared.swapped(), both -> assertThat(both).on(VIRTUAL_THREADS_STARTED).doesNotRise());
    assertThat(timedOut(compared).baseline()).isEmpty();
    assertThat(timedOut(compared).candidate()).hasCount(OPERATIONS);
  }

  private static Comparison.Difference timedOut(Comparison compared) {
    var failure = JobFailure.TimedOut.class.getName();
    var thrown = compared.of(EXCEPTIONS_THROWN);
    return new Comparison.Difference(thrown.baseline().of(failure), thrown.candidate().of(failure));
  }

  private static void meetServerThatHangs(Toggles toggles) throws Exception {
    var whole = Deadline.none();
    var image = ImageReference.parse("registry.test:5000/app:1");
    var hang = new Hang(whole);
    try (var workers = Workers.chosenBy(Toggles.none(), TimeoutPolicy.chosenBy(toggles, SCALED))) {
      for (var job :
          List.of(
              new Job.Pull<>(image, hang::run),
              new Job.Build<>(image, hang::run),
              new Job.Push<>(image, hang::run))) {
        try {
          workers.submit(job, whole).await();
        } catch (JobFailure.TimedOut _) {
          // That is what is counted.
        }
      }
    }
  }

  /// A server that never answers.
  private record Hang(Deadline whole) {

    String run(Deadline limit) {
      if (limit.equals(whole)) {
        return held();
      }
      try {
        new CountDownLatch(1).await();
        return "impossible";
      } catch (InterruptedException _) {
        return "given up";
      }
    }

    /// Nothing but the end of the whole would end it, in a hundred years: the test does not wait.
    private static String held() {
      return "held";
    }
  }
}
