package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import dev.dyno.engine.metrics.Operation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureKindTest {

  @Test
  void a_process_in_a_container_that_has_just_ended_is_a_conflict_though_dockerd_says_500() {
    assertThat(of("Container 0511dddb9805 is not running: Exited (7) Less than a second ago"))
        .isInstanceOf(RuntimeFailure.Conflict.class);
    assertThat(of("no space left on device")).isInstanceOf(RuntimeFailure.Failed.class);
  }

  private static RuntimeFailure of(String said) {
    return FailureKind.of(
        Task.of(Operation.EXEC, "false in web"),
        new InternalServerErrorException(said),
        Optional.empty());
  }
}
