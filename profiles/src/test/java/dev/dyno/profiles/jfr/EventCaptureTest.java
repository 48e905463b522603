package dev.dyno.profiles.jfr;

import static dev.dyno.profiles.jfr.Fact.CONTENDED_MONITORS;
import static dev.dyno.profiles.jfr.Fact.EXCEPTIONS_THROWN;
import static dev.dyno.profiles.jfr.Fact.FILES_OPENED;
import static dev.dyno.profiles.jfr.Fact.FILE_READS;
import static dev.dyno.profiles.jfr.Fact.FILE_WRITES;
import static dev.dyno.profiles.jfr.Fact.GC_PAUSES;
import static dev.dyno.profiles.jfr.Fact.PLATFORM_THREADS_STARTED;
import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;
import static dev.dyno.profiles.jfr.Fact.SOCKETS_CONNECTED;
import static dev.dyno.profiles.jfr.Fact.SOCKET_READS;
import static dev.dyno.profiles.jfr.Fact.SOCKET_WRITES;
import static dev.dyno.profiles.jfr.Fact.VIRTUAL_THREADS_PINNED;
import static dev.dyno.profiles.jfr.Fact.VIRTUAL_THREADS_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Each fact is counted exactly, by the work that is known to cause it.
@Tag("jfr")
@ResourceLock("dev.dyno.profiles.jfr")
class EventCaptureTest {

  @TempDir Path folder;

  @Test
  void a_process_is_counted_by_its_program_without_its_arguments() throws Exception {
    var seen =
        EventCapture.of(PROCESSES_STARTED)
            .during(
                () -> {
                  new ProcessBuilder("true", "--password=secret").start().waitFor();
                  new ProcessBuilder("true").start().waitFor();
                })
            .facts(PROCESSES_STARTED);

    assertThat(seen.by(By.SUBJECT)).containsExactly(java.util.Map.entry("true", 2L));
    assertThat(seen.observed()).contains("EventCaptureTest").doesNotContain("secret");
  }

  @Test
  void threads_are_counted_apart_by_kind_and_without_those_of_the_JVM() throws Exception {
    var seen =
        EventCapture.of(PLATFORM_THREADS_STARTED, VIRTUAL_THREADS_STARTED, PROCESSES_STARTED)
            .during(
                () -> {
                  for (int i = 0; i < 3; i++) {
                    Thread.ofPlatform().name("worker-" + i).start(() -> {}).join();
                  }
                  for (int i = 0; i < 50; i++) {
                    Thread.ofVirtual().start(() -> {}).join();
                  }
                  new ProcessBuilder("true").start().waitFor(); // starts the JVM's process reaper
                });

    assertThat(seen.facts(PLATFORM_THREADS_STARTED).by(By.SUBJECT))
        .containsOnlyKeys("worker-0", "worker-1", "worker-2");
    assertThat(seen.facts(VIRTUAL_THREADS_STARTED).count()).isEqualTo(50);
  }

  @Test
  void bytes_are_counted_by_path_and_by_thread() throws Exception {
    var mine = folder.resolve("mine");
    var other = folder.resolve("other");
    var seen =
        EventCapture.of(FILE_READS, FILE_WRITES)
            .during(
                () -> {
                  Files.write(mine, new byte[40_000]);
                  Files.readAllBytes(mine);
                  Thread.ofVirtual().start(() -> write(other, 7)).join();
                });

    var writes = seen.facts(FILE_WRITES).under(folder);
    assertThat(writes.bytes()).isEqualTo(40_007);
    assertThat(writes.of(mine.toString()).bytes()).isEqualTo(40_000);
    assertThat(writes.on(Thread.currentThread()).bytes()).isEqualTo(40_000);
    assertThat(seen.facts(FILE_READS).under(folder).bytes()).isEqualTo(40_000);
    assertThat(seen.facts(FILE_READS).from("java.util.zip.").under(folder).count()).isZero();
  }

  @Test
  void a_file_is_counted_once_whichever_way_it_is_opened() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "text");
    var seen =
        EventCapture.of(FILES_OPENED)
            .during(
                () -> {
                  new FileInputStream(file.toFile()).close();
                  new FileOutputStream(file.toFile()).close();
                  new RandomAccessFile(file.toFile(), "r").close();
                  Files.newInputStream(file).close();
                  Files.readString(file);
                  try (var in = new FileInputStream(file.toFile())) {
                    in.getChannel().size();
                  }
                })
            .facts(FILES_OPENED)
            .from(EventCaptureTest.class.getName());

    assertThat(seen.count()).as(seen.toString()).isEqualTo(6);
  }

  @Test
  void a_socket_is_counted_with_its_address_and_bytes() throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
      var seen =
          EventCapture.of(SOCKETS_CONNECTED, SOCKET_READS, SOCKET_WRITES)
              .during(
                  () -> {
                    try (var one = new Socket(address.getAddress(), address.getPort());
                        var served = server.accept()) {
                      one.getOutputStream().write(new byte[30]);
                      assertThat(served.getInputStream().readNBytes(30)).hasSize(30);
                    }
                    SocketChannel.open(address).close();
                  });

      assertThat(seen.facts(SOCKETS_CONNECTED).count()).isEqualTo(2);
      var port = ":" + server.getLocalPort();
      var toServer = seen.facts(SOCKET_WRITES).where(port, each -> each.subject().endsWith(port));
      assertThat(toServer.bytes()).isEqualTo(30);
      assertThat(seen.facts(SOCKET_READS).bytes()).isEqualTo(30);
    }
  }

  @Test
  void an_exception_is_counted_once_and_so_is_an_error() {
    var seen =
        EventCapture.of(EXCEPTIONS_THROWN)
            .during(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    assertThat(new IllegalStateException("made")).isNotNull();
                    assertThat(new StackOverflowError("made")).isNotNull();
                  }
                })
            .facts(EXCEPTIONS_THROWN);

    assertThat(seen.of("java.lang.IllegalStateException").count()).isEqualTo(100);
    assertThat(seen.of("java.lang.StackOverflowError").count()).isEqualTo(100);
  }

  @Test
  void a_thread_that_waits_for_a_monitor_is_counted_by_its_class() throws Exception {
    var lock = new Guarded();
    var seen =
        EventCapture.of(CONTENDED_MONITORS)
            .during(() -> contend(lock))
            .facts(CONTENDED_MONITORS)
            .of(Guarded.class.getName());

    assertThat(seen.count()).isEqualTo(1);
  }

  @Test
  void a_virtual_thread_that_takes_its_carrier_along_is_counted() throws Exception {
    var code = PinnedAtStart.code();
    var seen =
        EventCapture.of(VIRTUAL_THREADS_PINNED)
            .during(() -> Thread.ofVirtual().start(() -> PinnedAtStart.initialize(code)).join())
            .facts(VIRTUAL_THREADS_PINNED);

    assertThat(seen.count()).as(seen.toString()).isEqualTo(1);
  }

  @Test
  void a_pause_for_garbage_collection_is_counted() {
    var seen = EventCapture.of(GC_PAUSES).during(System::gc).facts(GC_PAUSES);

    assertThat(seen.count()).isPositive();
    assertThat(seen.lasting(java.time.Duration.ofHours(1)).count()).isZero();
  }

  @Test
  void work_that_does_nothing_is_seen_to_do_nothing() {
    var seen = EventCapture.ofFacts().during(() -> {});

    for (var fact : Fact.values()) {
      if (fact != GC_PAUSES) { // the heap is the JVM's to clean up when it likes
        var all = seen.facts(fact);
        var mine = fact == VIRTUAL_THREADS_STARTED ? all : all.on(Thread.currentThread());
        assertThat(mine.count()).as(mine.toString()).isZero();
      }
    }
  }

  @Test
  void a_filter_that_could_never_find_anything_is_an_error_and_not_zero() throws Exception {
    var seen =
        EventCapture.ofFacts().during(() -> new ProcessBuilder("/bin/true").start().waitFor());

    for (var fact : java.util.List.of(FILES_OPENED, SOCKETS_CONNECTED, SOCKET_READS)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> seen.facts(fact).under(folder))
          .withMessageContaining("does not record a path with " + fact.title());
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seen.facts(FILES_OPENED).of("/etc/passwd"))
        .withMessageContaining("files opened are recorded by method, not by path");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seen.facts(EXCEPTIONS_THROWN).of("IOException"))
        .withMessageContaining("no class 'IOException'")
        .withMessageContaining("write its full name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seen.facts(FILE_READS).of(IOException.class))
        .withMessageContaining("does not record a class");
    for (var fact : java.util.List.of(GC_PAUSES, VIRTUAL_THREADS_STARTED)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> seen.facts(fact).on(Thread.currentThread()))
          .withMessageContaining("does not record a thread that did it");
    }
    assertThat(seen.facts(EXCEPTIONS_THROWN).of(IOException.class).count()).isZero();
    assertThat(seen.facts(PROCESSES_STARTED).of("true").count()).isEqualTo(1);
    assertThat(seen.facts(PROCESSES_STARTED).of("/usr/bin/true").count()).isZero();
  }

  private static void write(Path file, int bytes) {
    try {
      Files.write(file, new byte[bytes]);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  /// Its monitor is what two threads want.
  private static final class Guarded {}

  /// The second thread is known to wait: the first lets go only when it sees it blocked.
  private static void contend(Guarded lock) throws InterruptedException {
    var held = new CountDownLatch(1);
    var second =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  synchronized (lock) {
                    held.countDown();
                  }
                });
    synchronized (lock) {
      second.start();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (second.getState() != Thread.State.BLOCKED && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
    assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
    second.join();
  }

  /// Parks in its class initializer, which has a native frame below it: the JVM's.
  private static final class PinnedAtStart {

    static {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    static byte[] code() throws IOException {
      var name = PinnedAtStart.class.getName().replace('.', '/') + ".class";
      try (var in = PinnedAtStart.class.getClassLoader().getResourceAsStream(name)) {
        return Objects.requireNonNull(in, name).readAllBytes();
      }
    }

    /// As a new class each time, so that the test can be repeated in one JVM.
    static void initialize(byte[] code) {
      try {
        assertThat(MethodHandles.lookup().defineHiddenClass(code, true)).isNotNull();
      } catch (IllegalAccessException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
