package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.LimitThatLasts;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How the frames of a log become lines, against a raw server that cuts them as it likes.
@Timeout(180)
class LogFramesTest {

  private static final ContainerId ID = new ContainerId("c0ffee");
  private static final String TYPE = "application/vnd.docker.raw-stream";

  /// docker-java reads into one buffer of this size, and hands it out itself when it is full.
  private static final int SHARED = 1_024;

  @Test
  void log_frames_alias_one_shared_buffer_and_queued_lines_survive_it() throws Exception {
    var sent =
        IntStream.range(0, 40)
            .mapToObj(i -> Character.toString('A' + i % 26).repeat(SHARED - 1))
            .toList();
    var frames = new ByteArrayOutputStream();
    for (var line : sent) {
      frames.write(frame(1, line + "\n"));
    }

    try (var daemon = FakeDaemon.tcp((_, wire) -> log(wire, frames.toByteArray()))) {
      assertThat(queued(daemon)).as("lines queued by us").isEqualTo(sent);
      assertThat(queuedFrames(daemon)).as("frames queued as they come").isNotEqualTo(sent);
    }
  }

  private static List<String> queued(FakeDaemon daemon) throws Exception {
    var queue = new ArrayList<String>();
    try (var runtime = runtime(daemon)) {
      runtime.logs(ID, LogQuery.soFar(), (_, line) -> queue.add(line), soon());
    }
    return queue;
  }

  /// What happens to who trusts a frame: the trap itself.
  private static List<String> queuedFrames(FakeDaemon daemon) throws Exception {
    var queue = new ArrayList<Frame>();
    var uri = daemon.endpoint().uri();
    try (var http = new ApacheDockerHttpClient.Builder().dockerHost(uri).build();
        var docker = DockerClientImpl.getInstance(new DaemonConfig(uri), http);
        var hearer = Hearer.of((Frame frame) -> queue.add(frame))) {
      docker.logContainerCmd(ID.value()).withStdOut(true).exec(hearer);
      hearer.await();
    }
    return queue.stream()
        .map(frame -> new String(frame.getPayload(), StandardCharsets.UTF_8).strip())
        .toList();
  }

  @RepeatedTest(40)
  void lines_are_whole_wherever_frames_headers_and_characters_are_cut(RepetitionInfo repetition)
      throws Exception {
    var random = new Random(repetition.getCurrentRepetition());
    var sent = lines(random);
    var wireBytes = interleaved(sent, random);

    try (var daemon =
            FakeDaemon.tcp(
                (_, wire) -> {
                  wire.chunked(TYPE);
                  for (int at = 0; at < wireBytes.length; ) {
                    int piece = Math.min(wireBytes.length - at, 1 + random.nextInt(3_000));
                    wire.chunk(Arrays.copyOfRange(wireBytes, at, at + piece));
                    at += piece;
                  }
                  wire.end();
                });
        var runtime = runtime(daemon)) {
      var heard = new EnumMap<LogChannel, List<String>>(LogChannel.class);
      runtime.logs(
          ID,
          LogQuery.soFar(),
          (channel, line) -> heard.computeIfAbsent(channel, _ -> new ArrayList<>()).add(line),
          soon());

      assertThat(heard).isEqualTo(sent);
    }
  }

  private static Map<LogChannel, List<String>> lines(Random random) {
    var lines = new EnumMap<LogChannel, List<String>>(LogChannel.class);
    for (var channel : LogChannel.values()) {
      lines.put(
          channel,
          IntStream.range(0, 20)
              .mapToObj(i -> i + "ä€𝄞".repeat(random.nextInt(2) * random.nextInt(400)))
              .toList());
    }
    return lines;
  }

  /// Frames of any size, empty ones too, of both channels in turns.
  private static byte[] interleaved(Map<LogChannel, List<String>> lines, Random random)
      throws Exception {
    var out = text(lines, LogChannel.OUT);
    var err = text(lines, LogChannel.ERR);
    var all = new ByteArrayOutputStream();
    while (out.hasRemaining() || err.hasRemaining()) {
      var fromOut = random.nextBoolean();
      var source = fromOut ? out : err;
      var payload = new byte[Math.min(source.remaining(), random.nextInt(2_500))];
      source.get(payload);
      all.write(frame(fromOut ? 1 : 2, payload));
    }
    return all.toByteArray();
  }

  private static ByteBuffer text(Map<LogChannel, List<String>> lines, LogChannel channel) {
    var its = lines.getOrDefault(channel, List.of());
    return StandardCharsets.UTF_8.encode(String.join("\n", its) + "\n");
  }

  @Test
  void a_line_of_a_mebibyte_and_one_beyond_the_longest_lose_nothing() throws Exception {
    var mebibyte = "€".repeat((1 << 20) / 3);
    // Three bytes each, and the longest piece is no multiple of three.
    var endless = "€".repeat(LineAssembler.LONGEST / 2);
    var pieces = new ArrayList<String>();

    try (var daemon =
            FakeDaemon.tcp((_, wire) -> log(wire, frame(1, mebibyte + "\n" + endless + "\n")));
        var runtime = runtime(daemon)) {
      runtime.logs(ID, LogQuery.soFar(), (_, line) -> pieces.add(line), soon());
    }

    assertThat(pieces.getFirst()).isEqualTo(mebibyte);
    assertThat(pieces).hasSizeGreaterThan(2);
    assertThat(String.join("", pieces.subList(1, pieces.size())).equals(endless))
        .as("the pieces of the endless line make it up")
        .isTrue();
  }

  @Test
  void a_log_that_is_cut_is_a_failure_and_its_lines_are_told() throws Exception {
    var heard = new ArrayList<String>();
    try (var daemon =
            FakeDaemon.tcp(
                (_, wire) -> {
                  wire.chunked(TYPE).chunk(frame(1, "one\ntw"));
                  throw new IllegalStateException("killed");
                });
        var runtime = runtime(daemon)) {

      assertThatExceptionOfType(RuntimeFailure.DaemonUnavailable.class)
          .isThrownBy(
              () -> runtime.logs(ID, LogQuery.following(), (_, line) -> heard.add(line), soon()));
    }
    assertThat(heard).containsExactly("one", "tw");
  }

  @Test
  void an_exception_of_the_sink_ends_the_stream_and_is_the_failure() throws Exception {
    var gone = new CountDownLatch(1);
    try (var daemon =
            FakeDaemon.tcp(
                (_, wire) -> {
                  // The client may go before it has got the chunk's last bytes.
                  try {
                    wire.chunked(TYPE).chunk(frame(1, "one\ntwo\n"));
                    wire.untilGone();
                  } finally {
                    gone.countDown();
                  }
                });
        var runtime = runtime(daemon)) {

      assertThatExceptionOfType(RuntimeFailure.Failed.class)
          .isThrownBy(
              () ->
                  runtime.logs(
                      ID,
                      LogQuery.following(),
                      (_, line) -> {
                        throw new IllegalStateException("disk full at " + line);
                      },
                      soon()))
          .withMessageContaining("disk full at one");
      gone.await();
    }
  }

  @Test
  void a_sink_hears_nothing_more_once_the_call_has_returned() throws Exception {
    LimitThatLasts.untilBegun("the log", LogFramesTest::sinkHearsNothingAfter);
  }

  /// @return whether anything was written before
  private static boolean sinkHearsNothingAfter(Duration limit) throws Exception {
    var returned = new AtomicBoolean();
    var late = new AtomicBoolean();
    var written = new Semaphore(0);
    try (var daemon =
            FakeDaemon.tcp(
                (_, wire) -> {
                  wire.chunked(TYPE);
                  while (true) {
                    wire.chunk(frame(1, "again\n"));
                    written.release();
                  }
                });
        var runtime = runtime(daemon)) {
      assertThatExceptionOfType(RuntimeFailure.TimedOut.class)
          .isThrownBy(
              () ->
                  runtime.logs(
                      ID,
                      LogQuery.following(),
                      (_, _) -> late.compareAndSet(false, returned.get()),
                      Deadline.after(limit)));
      returned.set(true);
      Awaited.until("the daemon sees that the client is gone", () -> daemon.connections() == 0);
    }
    assertThat(late).isFalse();
    return written.availablePermits() > 0;
  }

  @Test
  void a_sink_that_blocks_is_interrupted_at_the_deadline() throws Exception {
    LimitThatLasts.untilBegun("the log", LogFramesTest::blockedSinkIsInterruptedAfter);
  }

  /// @return whether the sink had heard anything before
  private static boolean blockedSinkIsInterruptedAfter(Duration limit) throws Exception {
    var heard = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    try (var daemon =
            FakeDaemon.tcp(
                (_, wire) -> {
                  wire.chunked(TYPE).chunk(frame(1, "one\n"));
                  wire.untilGone();
                });
        var runtime = runtime(daemon)) {
      assertThatExceptionOfType(RuntimeFailure.TimedOut.class)
          .isThrownBy(
              () ->
                  runtime.logs(
                      ID,
                      LogQuery.following(),
                      (_, _) -> {
                        heard.countDown();
                        try {
                          never.await();
                        } catch (InterruptedException wanted) {
                          interrupted.countDown();
                        }
                      },
                      Deadline.after(limit)));

      boolean begun = heard.getCount() == 0;
      assertThat(!begun || interrupted.await(60, TimeUnit.SECONDS)).isTrue();
      return begun;
    }
  }

  private static void log(FakeDaemon.Wire wire, byte[] frames) throws Exception {
    wire.chunked(TYPE).chunk(frames);
    wire.end();
  }

  private static byte[] frame(int stream, String payload) {
    return frame(stream, payload.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] frame(int stream, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .put((byte) stream)
        .put(new byte[3])
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  private static ContainerRuntime runtime(FakeDaemon daemon) {
    return ContainerRuntime.at(daemon.endpoint(), BreakerPolicy.standard());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
