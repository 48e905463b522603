package dev.dyno.engine.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  @Test
  void work_in_time_gives_its_result() throws Exception {
    assertThat(Deadline.after(Duration.ofMinutes(1)).call("work", () -> 42)).isEqualTo(42);
  }

  @Test
  void work_that_hangs_is_interrupted_when_time_is_up() throws Exception {
    var interrupted = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                Deadline.after(Duration.ofMillis(20))
                    .call(
                        "hang",
                        () -> {
                          try {
                            new CountDownLatch(1).await();
                            return 0;
                          } catch (InterruptedException expected) {
                            interrupted.countDown();
                            throw expected;
                          }
                        }))
        .isInstanceOf(TimeoutException.class);
    interrupted.await();
  }

  @Test
  void what_work_throws_arrives() {
    assertThatThrownBy(
            () ->
                Deadline.after(Duration.ofMinutes(1))
                    .call(
                        "fail",
                        () -> {
                          throw new IOException("planted");
                        }))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("planted");
  }

  @Test
  void a_time_that_is_not_positive_is_refused() {
    assertThatThrownBy(() -> Deadline.after(Duration.ZERO)).hasMessageContaining("PT0S");
  }

  @Test
  void the_earlier_of_two_wins() {
    var soon = Deadline.after(Duration.ofSeconds(1));
    var late = Deadline.after(Duration.ofHours(1));

    assertThat(soon.or(late)).isEqualTo(soon);
    assertThat(late.or(soon)).isEqualTo(soon);
  }
}
