package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What holds for the right to send alerts of every history, wherever it lies.
abstract class DeliveryLockContract {

  /// The address of an empty history; the same for the whole test.
  abstract String address();

  @Test
  void one_sends_at_a_time_and_others_store_meanwhile() throws Exception {
    var store = HistoryStore.open(address());
    try (var _ = store.takeDelivery().orElseThrow()) {
      assertThat(HistoryStore.open(address()).takeDelivery()).as("it is taken").isEmpty();
      assertThat(store.append(Runs.night(0, 1))).as("others store meanwhile").isTrue();
    }
    store.takeDelivery().orElseThrow().close();
  }

  @Test
  void who_asks_in_vain_takes_it_from_nobody() throws Exception {
    var store = HistoryStore.open(address());
    try (var _ = store.takeDelivery().orElseThrow()) {
      assertThat(store.takeDelivery()).as("asked by the program that has it").isEmpty();

      assertThat(asked().waitFor()).as("asked by another program").isEqualTo(Sender.TAKEN);
    }
    assertThat(asked().waitFor()).isZero();
  }

  @Test
  void a_program_that_is_killed_lets_go() throws Exception {
    var store = HistoryStore.open(address());
    var another = started("keep");
    try {
      assertThat(another.inputReader().readLine()).isEqualTo("taken");
      assertThat(store.takeDelivery()).as("another program has it").isEmpty();
    } finally {
      another.destroyForcibly().waitFor();
    }
    var lock = store.takeDelivery();
    for (int i = 0; lock.isEmpty() && i < 6_000; i++) { // a server may hear of it later
      Thread.sleep(10);
      lock = store.takeDelivery();
    }
    lock.orElseThrow().close();
  }

  private Process asked() throws Exception {
    return started("ask");
  }

  private Process started(String what) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Sender.class.getName(),
            address(),
            what)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// A program that takes the right to send, and keeps it until it is killed or lets go at once.
  static final class Sender {
    static final int TAKEN = 9;

    private Sender() {}

    public static void main(String[] words) throws Exception {
      var lock = HistoryStore.open(words[0]).takeDelivery();
      if (lock.isEmpty()) {
        System.exit(TAKEN);
      }
      try (var _ = lock.get()) {
        System.out.println("taken");
        if (words[1].equals("keep")) {
          System.in.read(); // until it is killed
        }
      }
    }
  }
}
