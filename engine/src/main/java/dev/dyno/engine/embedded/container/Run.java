package dev.dyno.engine.embedded.container;

import dev.dyno.engine.embedded.container.program.Program;
import dev.dyno.engine.embedded.container.program.Signal;
import dev.dyno.engine.embedded.container.program.Signals;
import dev.dyno.engine.embedded.container.program.Surroundings;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/// A program on a virtual thread of its own. Safe for threads.
final class Run {
  private static final Duration LONG = Duration.ofDays(1);

  private final Signals signals;
  private final Thread thread;

  /// @param threadName for whoever looks at the threads of the daemon
  /// @param onEnd called on the program's thread
  Run(
      String threadName,
      Program program,
      Function<Signals, Surroundings> world,
      Consumer<Outcome> onEnd) {
    signals = new Signals(program.ignores());
    thread =
        Thread.ofVirtual()
            .name(threadName)
            .unstarted(() -> onEnd.accept(Outcome.of(program, world.apply(signals))));
  }

  Signals signals() {
    return signals;
  }

  void start() {
    thread.start();
  }

  void send(Signal signal) {
    signals.send(signal);
  }

  /// Waits so long for the end, and all that is to be done then.
  boolean hasEndedWithin(Duration patience) throws InterruptedException {
    return thread.join(patience);
  }

  /// Waits for the end, and all that is to be done then.
  void await() throws InterruptedException {
    while (!hasEndedWithin(LONG)) {
      // A program that was killed ends; one that was only asked to may take its time.
    }
  }
}
