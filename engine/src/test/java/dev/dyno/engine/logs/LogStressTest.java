package dev.dyno.engine.logs;

import static dev.dyno.engine.toggle.Optimization.ASYNC_LOGS;
import static dev.dyno.engine.toggle.Optimization.BUFFERS;
import static dev.dyno.engine.toggle.Optimization.COMPACT_LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;

/// Many producers, on virtual and platform threads, against one log; a seed makes who says what.
@Timeout(value = 240, threadMode = SEPARATE_THREAD)
class LogStressTest {

  private static final int PRODUCERS = 64;

  private final HandClock clock = new HandClock();

  /// @param number each line carries it, and its own number
  private record Producer(int number, Routine routine, int lines, AtomicInteger accepted) {

    /// Says its lines one by one, or as streams, until the log is closed.
    void run(Random random, CountDownLatch halfway) {
      try {
        for (int n = 0; n < lines; n++) {
          if (n == lines / 2) {
            halfway.countDown();
          }
          say("%d %d %s".formatted(number, n, "x".repeat(random.nextInt(200))), random.nextInt(9));
          accepted.incrementAndGet();
        }
      } catch (IllegalStateException _) {
        // The line was refused, and was not counted.
      } finally {
        halfway.countDown();
      }
    }

    private void say(String line, int how) {
      if (how > 0) {
        routine.line(line);
        return;
      }
      try {
        routine.copy(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void every_accepted_line_is_shown_once_and_in_order_though_close_races_with_lines(Toggles toggles)
      throws Exception {
    int cut = 0;
    for (int seed = 1; seed <= 4; seed++) {
      cut += closeRacesWithLines(toggles, seed);
    }
    assertThat(cut).as("producers that close cut short, over all seeds").isPositive();
  }

  /// @return how many producers were refused a line
  private int closeRacesWithLines(Toggles toggles, int seed) throws Exception {
    var sink = new TestSink();
    var random = new Random(seed);
    var log = LogAggregator.start(toggles, LogFormat.PLAIN, Terminal.file(sink), clock);
    var shared = log.open("shared");
    var producers =
        IntStream.range(0, PRODUCERS)
            .mapToObj(
                i ->
                    new Producer(
                        i,
                        i % 4 == 0 ? shared : log.open("own" + i),
                        50 + random.nextInt(300),
                        new AtomicInteger()))
            .toList();
    var halfway = new CountDownLatch(1 + random.nextInt(PRODUCERS));
    var threads = new ArrayList<Thread>();
    for (var producer : producers) {
      var own = new Random(seed * 1000L + producer.number());
      var kind = producer.number() % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
      threads.add(kind.start(() -> producer.run(own, halfway)));
    }
    halfway.await();
    log.close();
    for (var thread : threads) {
      thread.join();
    }

    var shown = shown(sink);
    for (var producer : producers) {
      assertThat(shown.getOrDefault(producer.number(), List.of()))
          .as("seed %d, producer %d", seed, producer.number())
          .isEqualTo(IntStream.range(0, producer.accepted().get()).boxed().toList());
    }
    assertThat(log.buffers().lent()).isZero();
    return (int) producers.stream().filter(each -> each.accepted().get() < each.lines()).count();
  }

  /// The numbers of the lines of each producer, as they were shown.
  private static Map<Integer, List<Integer>> shown(TestSink sink) {
    var shown = new HashMap<Integer, List<Integer>>();
    for (var line : sink.lines()) {
      var words = line.split(" ", -1);
      shown
          .computeIfAbsent(Integer.valueOf(words[1]), _ -> new ArrayList<>())
          .add(Integer.valueOf(words[2]));
    }
    return shown;
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void the_last_frame_is_that_of_the_plain_reference(Toggles toggles) throws Exception {
    for (int seed = 1; seed <= 3; seed++) {
      var expected = lastFrame(Toggles.none(), seed, 1);

      assertThat(lastFrame(toggles, seed, PRODUCERS)).as("seed " + seed).isEqualTo(expected);
      assertThat(expected.lines().count()).isGreaterThan(ProgressBoard.KEPT);
    }
  }

  /// Routines that end well, badly, not at all, or too early; more of them than are shown.
  private String lastFrame(Toggles toggles, int seed, int threads) throws Exception {
    var sink = new TestSink();
    try (var log = LogAggregator.start(toggles, LogFormat.PROGRESS, Terminal.file(sink), clock)) {
      var routines = IntStream.range(0, 2 * PRODUCERS).mapToObj(i -> log.open("r" + i)).toList();
      var running = new ArrayList<Thread>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread;
        var kind = thread % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
        running.add(
            kind.start(
                () -> {
                  for (int i = first; i < routines.size(); i += threads) {
                    live(routines.get(i), new Random(seed * 1000L + i));
                  }
                }));
      }
      for (var each : running) {
        each.join();
      }
    }
    return sink.lastWrite();
  }

  private static void live(Routine routine, Random random) {
    int lines = random.nextInt(30);
    for (int n = 0; n < lines; n++) {
      routine.line("line " + n + " " + random.nextInt(1000));
    }
    switch (random.nextInt(8)) {
      case 0 -> routine.failed("failed after " + lines);
      case 1 -> {
        routine.done();
        routine.line("too late");
      }
      case 2, 3 -> routine.line("still there");
      default -> routine.done();
    }
  }
}
