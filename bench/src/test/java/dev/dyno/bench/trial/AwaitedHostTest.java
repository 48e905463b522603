package dev.dyno.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class AwaitedHostTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void a_fork_that_is_late_is_told_as_late_and_ended() throws Exception {
    var host = host("echo warming up; sleep 600");

    assertThatExceptionOfType(TrialException.ForkLost.class)
        .isThrownBy(() -> host.endedWell("a fork of a.B.c", Duration.ofSeconds(1)))
        .withMessageStartingWith("a fork of a.B.c was late, and was ended after 1 s")
        .withMessageNotContaining("failed");

    assertThat(host.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_fork_that_fails_is_told_as_failed_with_what_it_said() throws Exception {
    var host = host("echo no such thing; exit 3");

    assertThatExceptionOfType(TrialException.ForkLost.class)
        .isThrownBy(() -> host.endedWell("a fork of a.B.c", LONG))
        .withMessage("a fork of a.B.c failed: no such thing");
  }

  @Test
  void a_fork_that_ends_well_is_no_failure() throws Exception {
    var host = host("exit 0");

    host.endedWell("a fork of a.B.c", LONG);

    assertThat(host.process().exitValue()).isZero();
  }

  private AwaitedHost host(String script) throws Exception {
    var log = Files.createTempFile(folder, "jmh", ".log");
    var process =
        new ProcessBuilder("sh", "-c", script)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new AwaitedHost(process, log);
  }
}
