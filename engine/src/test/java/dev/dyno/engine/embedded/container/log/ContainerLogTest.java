package dev.dyno.engine.embedded.container.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerLogTest {
  private static final int SPILLS = 5_000;
  private static final int MOST_IN_MEMORY = 64 * 1024;

  @TempDir Path folder;
  private Path file;
  private ContainerLog log;

  @BeforeEach
  void open() {
    file = folder.resolve("container").resolve("log");
    log = new ContainerLog(file);
  }

  @Test
  void a_small_log_never_touches_the_disk() throws Exception {
    print(10);

    assertThat(read(LogQuery.ALL)).hasSize(10);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_flood_costs_disk_and_not_heap() throws Exception {
    int lines = 200_000;
    print(lines);

    // 100 bytes of a line and 13 of a header; what is not in the file is in memory.
    long all = lines * 113L;
    assertThat(all - Files.size(file)).isBetween(0L, MOST_IN_MEMORY + 113L);
    try (var reader = log.read(LogQuery.ALL, false)) {
      for (int number = 1; number <= lines; number++) {
        assertThat(reader.next())
            .isPresent()
            .get()
            .extracting(ContainerLogTest::number)
            .isEqualTo(number);
      }
      assertThat(reader.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 579, 580, 581, 4_999, 5_000, 6_000})
  void the_tail_is_the_last_messages_across_memory_and_disk(int tail) throws Exception {
    print(SPILLS);
    assertThat(file).exists();

    var seen = read(new LogQuery(false, OptionalLong.of(tail), Instant.MIN, Instant.MAX));

    assertThat(seen).hasSize(Math.min(tail, SPILLS));
    if (tail > 0) {
      assertThat(number(seen.getFirst())).isEqualTo(Math.max(1, SPILLS - tail + 1));
      assertThat(number(seen.getLast())).isEqualTo(SPILLS);
    }
  }

  @Test
  void since_and_until_choose_by_time() throws Exception {
    print(SPILLS);
    var all = read(LogQuery.ALL);
    assertThat(all).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
    for (int chosen : List.of(0, 10, 1_700, SPILLS - 1)) {
      var time = all.get(chosen).time();
      long later = all.stream().filter(it -> !it.time().isBefore(time)).count();
      long before = all.stream().filter(it -> !it.time().isAfter(time)).count();

      assertThat(read(new LogQuery(false, OptionalLong.empty(), time, Instant.MAX)))
          .hasSize((int) later);
      assertThat(read(new LogQuery(false, OptionalLong.empty(), Instant.MIN, time)))
          .hasSize((int) before);
    }
  }

  @Test
  void who_follows_gets_everything_until_the_program_ends_and_nothing_after() throws Exception {
    print(1);
    var follower = following(log.read(follow(), true));

    print(SPILLS);
    log.end();
    print(7);

    assertThat(follower.get(60, TimeUnit.SECONDS)).hasSize(1 + SPILLS);
  }

  @Test
  void without_a_program_there_is_nothing_to_follow() throws Exception {
    print(3);

    assertThat(following(log.read(follow(), false)).get(60, TimeUnit.SECONDS)).hasSize(3);
  }

  @Test
  void who_listens_before_the_start_misses_nothing_and_gets_nothing_old() throws Exception {
    print(5);
    var listener = following(log.readLive(false));
    var fromTheStart = following(log.readLive(true));

    print(2);
    log.end();

    assertThat(listener.get(60, TimeUnit.SECONDS)).hasSize(2);
    assertThat(fromTheStart.get(60, TimeUnit.SECONDS)).hasSize(7);
  }

  @Test
  void who_reads_while_the_log_is_removed_gets_all_of_it() throws Exception {
    print(SPILLS);
    var reader = log.read(LogQuery.ALL, false);
    assertThat(reader.next()).isPresent();

    log.discard();

    assertThat(file).doesNotExist();
    assertThat(following(reader).get(60, TimeUnit.SECONDS)).hasSize(SPILLS - 1);
  }

  @Test
  void after_the_removal_there_is_nothing_to_read_or_to_write() throws Exception {
    print(SPILLS);
    log.discard();

    assertThat(read(LogQuery.ALL)).isEmpty();
    assertThat(following(log.readLive(false)).get(60, TimeUnit.SECONDS)).isEmpty();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> print(1));
  }

  @Test
  void an_interrupted_reader_does_not_spoil_the_log_for_others() throws Exception {
    print(SPILLS);
    var interrupted = new FutureTask<>(() -> read(LogQuery.ALL));
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  interrupted.run();
                });
    thread.join();

    assertThat(read(LogQuery.ALL)).hasSize(SPILLS);
  }

  @Test
  void lines_become_messages_and_long_ones_pieces() throws Exception {
    try (var out = new LineOutput(log, StandardStream.ERR)) {
      out.write("a\nb".getBytes(UTF_8));
      out.write("c\n\nd".getBytes(UTF_8));
      out.write(("\n" + "x".repeat(2 * LineOutput.LONGEST) + "\n").getBytes(UTF_8));
      out.write("end".getBytes(UTF_8));
    }

    var seen = read(LogQuery.ALL);
    assertThat(seen).allMatch(it -> it.stream() == StandardStream.ERR);
    assertThat(seen.stream().map(it -> it.payload().length))
        .containsExactly(2, 3, 1, 2, LineOutput.LONGEST, LineOutput.LONGEST, 1, 3);
  }

  private void print(int lines) throws IOException {
    for (int i = 1; i <= lines; i++) {
      var text = "%-99d\n".formatted(i).getBytes(UTF_8);
      log.append(StandardStream.OUT, text, 0, text.length);
    }
  }

  private static int number(LogMessage message) {
    return Integer.parseInt(new String(message.payload(), UTF_8).strip());
  }

  private static LogQuery follow() {
    return new LogQuery(true, OptionalLong.empty(), Instant.MIN, Instant.MAX);
  }

  private List<LogMessage> read(LogQuery query) throws IOException, InterruptedException {
    return drain(log.read(query, false));
  }

  private static List<LogMessage> drain(LogReader reader) throws IOException, InterruptedException {
    try (reader) {
      var seen = new ArrayList<LogMessage>();
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        seen.add(next.get());
      }
      return seen;
    }
  }

  private static FutureTask<List<LogMessage>> following(LogReader reader) {
    var task = new FutureTask<>(() -> drain(reader));
    Thread.ofVirtual().start(task);
    return task;
  }
}
