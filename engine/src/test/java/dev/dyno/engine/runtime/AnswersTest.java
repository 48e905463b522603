package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a daemon's answers mean, told by one that answers as a test wants.
@Timeout(180)
class AnswersTest {

  private static final ContainerId ID = new ContainerId("c0ffee");
  private static final ImageReference IMAGE = ImageReference.parse("registry.test/app:1");

  @Test
  void a_pull_whose_stream_ends_after_a_layers_line_is_a_failure() throws Exception {
    try (var daemon =
            stream("{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"a\"}\n");
        var runtime = runtime(daemon)) {

      assertThatExceptionOfType(RuntimeFailure.DaemonUnavailable.class)
          .isThrownBy(() -> pull(runtime, soon()))
          .withMessageContaining("Pull complete");
    }
  }

  @Test
  void an_error_inside_a_stream_counts_even_when_good_words_follow_it() throws Exception {
    var error = "{\"errorDetail\":{\"message\":\"%1$s\"},\"error\":\"%1$s\"}\n";
    var good =
        """
        {"status":"Status: Downloaded newer image for app:1"}
        {"stream":"Successfully built c0ffee"}
        """;

    try (var daemon = stream(error.formatted("denied: no access") + good);
        var runtime = runtime(daemon)) {
      assertThatExceptionOfType(RuntimeFailure.Refused.class)
          .isThrownBy(() -> pull(runtime, soon()))
          .withMessage("pull of registry.test/app:1: denied: no access");
      assertThatExceptionOfType(RuntimeFailure.Refused.class)
          .isThrownBy(() -> runtime.push(IMAGE, Optional.empty(), soon()));
      assertThatExceptionOfType(RuntimeFailure.Failed.class)
          .isThrownBy(() -> build(runtime, soon()))
          .withMessageContaining("denied: no access");
    }
  }

  @Test
  void a_build_that_names_no_image_is_a_failure() throws Exception {
    try (var daemon = stream("{\"stream\":\"Step 1/1 : FROM scratch\\n\"}\n");
        var runtime = runtime(daemon)) {
      assertThatExceptionOfType(RuntimeFailure.DaemonUnavailable.class)
          .isThrownBy(() -> build(runtime, soon()))
          .withMessageContaining("without naming an image");
    }
  }

  @Test
  void a_wait_that_ends_without_an_exit_code_is_a_failure() throws Exception {
    try (var daemon = stream("");
        var runtime = runtime(daemon)) {
      assertThatExceptionOfType(RuntimeFailure.DaemonUnavailable.class)
          .isThrownBy(() -> runtime.await(ID, soon()))
          .withMessageContaining("before it told how the container ended");
    }
  }

  @Test
  void an_answer_that_is_no_docker_engine_api_is_a_plain_failure() throws Exception {
    try (var daemon = FakeDaemon.tcp((_, wire) -> wire.plain("200 OK", "text/html", "<p>hello"));
        var runtime = runtime(daemon)) {
      assertThatExceptionOfType(RuntimeFailure.Failed.class)
          .isThrownBy(() -> runtime.images(soon()))
          .withMessageContaining("no Docker Engine API");
    }
  }

  @Test
  void an_anonymous_pull_sends_no_credentials_of_this_machine() throws Exception {
    try (var daemon = stream("{\"status\":\"Status: Image is up to date for app:1\"}\n");
        var runtime = runtime(daemon)) {
      pull(runtime, soon());

      assertThat(daemon.heads())
          .singleElement()
          .asString()
          .startsWith("POST /images/create?")
          .doesNotContainIgnoringCase("x-registry-auth");
    }
  }

  @Test
  void a_stop_by_signal_without_grace_kills_at_once() throws Exception {
    try (var daemon =
            FakeDaemon.tcp(
                (request, wire) -> {
                  if (request.contains("/wait")) {
                    wire.plain("200 OK", "application/json", "{\"StatusCode\":137}");
                  } else {
                    wire.plain("204 No Content", "text/plain", "");
                  }
                });
        var runtime = runtime(daemon)) {
      runtime.stop(ID, "INT", Duration.ZERO, soon());

      assertThat(daemon.requests()).hasSize(3);
      assertThat(daemon.requests().get(0)).contains("/kill", "signal=INT");
      assertThat(daemon.requests().get(1)).contains("/kill", "signal=KILL");
      assertThat(daemon.requests().get(2)).contains("/wait");
    }
  }

  @Test
  void a_grace_is_rounded_up_to_seconds_and_never_below_0() throws Exception {
    try (var daemon = FakeDaemon.tcp((_, wire) -> wire.plain("204 No Content", "text/plain", ""));
        var runtime = runtime(daemon)) {
      runtime.stop(ID, Duration.ofNanos(1), soon());

      assertThat(daemon.requests()).singleElement().asString().contains("/stop?t=1");
      assertThatThrownBy(() -> runtime.stop(ID, Duration.ofSeconds(-1), soon()))
          .hasMessage("a grace of PT-1S: needs 0 or more");
    }
  }

  private FakeDaemon stream(String items) throws IOException {
    return FakeDaemon.tcp(
        (_, wire) -> {
          wire.chunked("application/json").chunk(items);
          wire.end();
        });
  }

  private static void pull(ContainerRuntime runtime, Deadline deadline) throws RuntimeFailure {
    runtime.pull(IMAGE, Platform.parse("linux/amd64"), Optional.empty(), deadline);
  }

  private static void build(ContainerRuntime runtime, Deadline deadline) throws Exception {
    runtime.build(BuildSpec.of(IMAGE), new ByteArrayInputStream(new byte[1024]), deadline);
  }

  private static ContainerRuntime runtime(FakeDaemon daemon) {
    return ContainerRuntime.at(daemon.endpoint(), BreakerPolicy.standard());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
