package dev.dyno.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class PipeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1 << 10, 100_000, 1 << 20})
  void bytes_arrive_in_order_whatever_the_pieces_and_the_capacity(int capacity) throws Exception {
    var sent = new byte[(int) Math.min(3 << 20, 40_000L * capacity)];
    new Random(capacity).nextBytes(sent);
    var pipe = new Pipe(capacity);

    var writing =
        started(
            () -> {
              write(pipe, sent);
              return true;
            });

    assertThat(readInPieces(pipe, sent.length)).isEqualTo(sent);
    assertThat(writing.get()).isTrue();
  }

  @Test
  void what_was_flushed_can_be_read_before_more_comes() throws Exception {
    var pipe = new Pipe(1 << 20);
    var out = pipe.writer();
    var in = pipe.reader();

    out.write(7);
    out.flush();

    assertThat(in.read()).isEqualTo(7);
    pipe.finish();
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void a_failure_comes_after_what_was_flushed_and_instead_of_the_end() throws Exception {
    var pipe = new Pipe(16);
    try (var out = pipe.writer()) {
      out.write(new byte[] {3, 4, 5});
    }
    pipe.fail(new IOException("the disk is gone"));

    var in = pipe.reader();
    assertThat(in.readNBytes(3)).hasSize(3);
    assertThatThrownBy(in::read)
        .isInstanceOf(ArchiveException.class)
        .hasMessage("the disk is gone");
  }

  @Test
  void a_writer_that_waits_for_room_fails_when_its_reader_closes() throws Exception {
    var pipe = new Pipe(8);
    var writing =
        started(
            () -> {
              pipe.writer().write(new byte[100]);
              return true;
            });
    var in = pipe.reader();
    assertThat(in.readNBytes(20)).hasSize(20);

    in.close();

    assertThatThrownBy(writing::get).hasMessageContaining("the reader closed the stream");
    assertThatThrownBy(in::read).hasMessageContaining("closed");
    assertThatThrownBy(() -> pipe.writer().write(1)).hasMessageContaining("the reader closed");
  }

  private static <T> FutureTask<T> started(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static void write(Pipe pipe, byte[] sent) throws IOException {
    var random = new Random(1);
    var out = pipe.writer();
    for (int done = 0; done < sent.length; ) {
      int count = Math.min(sent.length - done, random.nextInt(1 << random.nextInt(18)));
      out.write(sent, done, count);
      done += count;
    }
    out.flush();
    pipe.finish();
  }

  private static byte[] readInPieces(Pipe pipe, int expected) throws IOException {
    var random = new Random(2);
    var got = new byte[expected];
    var in = pipe.reader();
    for (int done = 0; done < expected; ) {
      int asked = Math.min(expected - done, 1 + random.nextInt(1 << random.nextInt(18)));
      int read = in.read(got, done, asked);
      assertThat(read).isPositive();
      done += read;
    }
    assertThat(in.read()).isEqualTo(-1);
    return got;
  }
}
