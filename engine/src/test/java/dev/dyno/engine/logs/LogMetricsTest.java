package dev.dyno.engine.logs;

import static dev.dyno.engine.toggle.Optimization.ASYNC_LOGS;
import static dev.dyno.engine.toggle.Optimization.BUFFERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.metrics.Prometheus;
import dev.dyno.engine.metrics.Scrape;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Both sides of `async-logs`, as meters and events tell them.
@Timeout(180)
class LogMetricsTest {

  private static final int LINES = 1_234;

  private final Prometheus prometheus = new Prometheus();

  @EveryToggle({ASYNC_LOGS, BUFFERS})
  void lines_and_bytes_are_exact_after_a_flush_and_stay_after_close(Toggles toggles)
      throws Exception {
    for (var format : LogFormat.values()) {
      long linesBefore = count("dyno_log_lines_total");
      long bytesBefore = count("dyno_log_bytes_total");
      var out = new ByteArrayOutputStream();
      try (var log = start(toggles, format, out)) {
        write(log);
        log.flush();
        assertThat(count("dyno_log_lines_total") - linesBefore).isEqualTo(LINES);
        assertThat(count("dyno_log_bytes_total") - bytesBefore).isEqualTo(out.size());
        assertThat(count("dyno_log_queued")).isZero();
        assertThat(scrape().value("dyno_buffers_lent", "pool", "log")).isZero();
      }
      assertThat(count("dyno_log_lines_total") - linesBefore).isEqualTo(LINES);
      assertThat(count("dyno_log_bytes_total") - bytesBefore).isEqualTo(out.size());
      assertThat(scrape().has("dyno_log_queued")).isFalse();
      assertThat(scrape().has("dyno_buffers_lent")).isFalse();
    }
    assertThat(count("dyno_log_dropped_bytes_total")).isZero();
  }

  @EveryToggle(ASYNC_LOGS)
  void what_a_broken_sink_drops_is_counted_as_dropped_and_not_as_shown(Toggles toggles)
      throws Exception {
    var broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    var log = start(toggles, LogFormat.PLAIN, broken);
    write(log);
    assertThatExceptionOfType(LogException.class).isThrownBy(log::close);
    assertThat(count("dyno_log_lines_total")).isZero();
    assertThat(count("dyno_log_bytes_total")).isZero();
    assertThat(count("dyno_log_dropped_bytes_total")).isEqualTo(shown().length());
  }

  @EveryToggle(ASYNC_LOGS)
  void events_tell_all_lines_and_bytes_in_far_fewer_events(Toggles toggles, @TempDir Path folder)
      throws Exception {
    var file = folder.resolve("log.jfr");
    try (var recording = new Recording()) {
      recording.enable("dyno.LogFlush");
      recording.start();
      try (var log = start(toggles, LogFormat.PLAIN, OutputStream.nullOutputStream())) {
        write(log);
      }
      recording.stop();
      recording.dump(file);
    }
    var events = RecordingFile.readAllEvents(file);
    assertThat(events.stream().mapToLong(event -> event.getLong("lines")).sum()).isEqualTo(LINES);
    assertThat(events.stream().mapToLong(event -> event.getLong("bytes")).sum())
        .isEqualTo(shown().length());
    assertThat(events).hasSizeLessThanOrEqualTo(LINES / Channel.BATCH + 1);
  }

  /// The last line but the stream's ten is a failure's.
  private static void write(LogAggregator log) throws IOException {
    var routine = log.open("p");
    for (int i = 0; i < LINES - 11; i++) {
      routine.line("line");
    }
    routine.copy(new ByteArrayInputStream("line\n".repeat(10).getBytes(StandardCharsets.UTF_8)));
    routine.failed("line");
  }

  private static String shown() {
    return "p line\n".repeat(LINES);
  }

  private LogAggregator start(Toggles toggles, LogFormat format, OutputStream out) {
    return LogAggregator.start(
        toggles, format, Terminal.file(out), InstantSource.system(), prometheus.metrics());
  }

  private long count(String name) {
    return (long) scrape().value(name);
  }

  private Scrape scrape() {
    return Scrape.of(prometheus.scrape());
  }
}
