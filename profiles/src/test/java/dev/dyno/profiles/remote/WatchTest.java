package dev.dyno.profiles.remote;

import static dev.dyno.profiles.jfr.Fact.EXCEPTIONS_THROWN;
import static dev.dyno.profiles.jfr.Fact.FILE_WRITES;
import static dev.dyno.profiles.jfr.Fact.PLATFORM_THREADS_STARTED;
import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;
import static dev.dyno.profiles.jfr.Fact.SOCKETS_CONNECTED;
import static dev.dyno.profiles.jfr.Fact.VIRTUAL_THREADS_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.profiles.jfr.By;
import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.Sampled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What two watches tell of a JVM that does known work, with a recording of its own beside them,
/// and that dies half-way.
@Tag("jfr")
class WatchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.dyno.profiles.remote.Target#jdks")
  void both_watches_see_each_fact_and_what_was_kept_outlives_the_JVM(Path jdk) throws Exception {
    var own = "-XX:StartFlightRecording:settings=default,name=theirs";
    var file = folder.resolve("kept.jfr");
    try (var target = Target.start(jdk, folder, own);
        var jvm = RemoteJvm.attach(target.pid(), PATIENCE)) {
      var signals = Signals.of(jvm);
      assertThat(jvm.others(signals).getFirst().words())
          .contains("recording 'theirs' (1) runs in that JVM, too: settings are a union")
          .contains("there, 0 ns here");
      assertThat(signals.absent())
          .anyMatch(each -> each.startsWith(SOCKETS_CONNECTED.title()))
          .noneMatch(each -> each.startsWith(PROCESSES_STARTED.title()));
      assertThat(signals.facts().contains(VIRTUAL_THREADS_STARTED))
          .isEqualTo(!jvm.version().startsWith("17"));

      var saw = new CountDownLatch(1);
      var numbers = new AtomicReference<LiveNumbers>();
      try (var kept = Snapshots.start(jvm, signals, file);
          var _ =
              Live.start(
                  jvm,
                  signals,
                  each -> {
                    numbers.set(each);
                    // What is sampled comes in its own time, which may be after the last event.
                    if (each.of(PROCESSES_STARTED).times() >= 6
                        && each.sampled().threads().isPresent()) {
                      saw.countDown();
                    }
                  })) {
        target.work();
        kept.take();
        long first = kept.bytes();
        target.work();
        kept.take();
        assertThat(kept.bytes()).isGreaterThan(first);
        assertThat(saw.await(60, TimeUnit.SECONDS)).as("live %s", numbers).isTrue();

        target.die();
        assertThatThrownBy(kept::take)
            .isInstanceOf(WatchException.Lost.class)
            .hasMessageContaining("JVM %d has ended", target.pid());
      }

      assertThat(numbers.get().of(PROCESSES_STARTED).times()).isEqualTo(6);
      assertThat(numbers.get().sampled().threads()).isPresent();
      facts(Captured.of(file, signals.all()));
    }
  }

  private void facts(Captured captured) {
    assertThat(captured.facts(PROCESSES_STARTED).by(By.SUBJECT)).isEqualTo(Map.of("true", 6L));
    assertThat(captured.facts(EXCEPTIONS_THROWN).of("java.lang.IllegalStateException").count())
        .isEqualTo(100);
    // Nothing of what serves the watch itself.
    assertThat(captured.facts(PLATFORM_THREADS_STARTED).by(By.SUBJECT))
        .isEqualTo(Map.of("mine-0", 2L, "mine-1", 2L));
    assertThat(captured.facts(FILE_WRITES).of(folder.resolve("written").toString()).bytes())
        .isEqualTo(2 * 1_234);
    assertThat(captured.samples(Sampled.ALLOCATION).topSites(1).getFirst().place())
        .startsWith("Watched.work");
  }

  @org.junit.jupiter.api.Test
  void bytes_that_are_no_whole_recording_are_refused() throws Exception {
    var whole = folder.resolve("whole.jfr");
    try (var recording = new jdk.jfr.Recording()) {
      recording.start();
      recording.stop();
      recording.dump(whole);
    }
    var bytes = Files.readAllBytes(whole);

    assertThat(Chunks.of(bytes).all()).hasSize(1);
    assertThat(Chunks.of(bytes).after(Chunks.of(bytes).all().getFirst().start())).isEmpty();
    for (int length : new int[] {1, 67, bytes.length / 2, bytes.length - 1}) {
      assertThatThrownBy(() -> Chunks.of(java.util.Arrays.copyOf(bytes, length)))
          .isInstanceOf(java.io.IOException.class);
    }
  }
}
