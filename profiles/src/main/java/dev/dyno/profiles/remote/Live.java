package dev.dyno.profiles.remote;

import dev.dyno.profiles.jfr.FactTally;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.management.jfr.RemoteRecordingStream;

/// Tells numbers of another JVM while it runs, about each second. The exact ones are so far: for
/// all of them see [Snapshots]. When that JVM dies, it falls silent and says nothing.
public final class Live implements Watch {

  private static final String CPU = "jdk.CPULoad";
  private static final String THREADS = "jdk.JavaThreadStatistics";
  private static final String HEAP = "jdk.GCHeapSummary";

  /// Of events that have been told: nobody reads them again.
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final RemoteJvm jvm;
  private final RemoteRecordingStream stream;
  private final FactTally facts;
  private final Consumer<LiveNumbers> listener;
  private LiveNumbers.Sampled sampled = LiveNumbers.Sampled.NONE;

  private Live(
      RemoteJvm jvm,
      RemoteRecordingStream stream,
      FactTally facts,
      Consumer<LiveNumbers> listener) {
    this.jvm = jvm;
    this.stream = stream;
    this.facts = facts;
    this.listener = listener;
  }

  /// Begins to record, and to tell.
  ///
  /// @param listener called by one thread of the watch's own
  /// @throws WatchException.Lost when the JVM does not answer any more
  public static Live start(RemoteJvm jvm, Signals signals, Consumer<LiveNumbers> listener)
      throws WatchException.Lost, InterruptedException {
    return jvm.ask(
        "stream its events",
        () -> {
          var stream = new RemoteRecordingStream(jvm.server());
          var live = new Live(jvm, stream, new FactTally(signals.facts()), listener);
          var settings = new HashMap<>(signals.settings());
          for (var each : new String[] {CPU, THREADS}) {
            settings.put(each + "#enabled", "true");
            settings.put(each + "#period", "1 s");
          }
          settings.put(HEAP + "#enabled", "true");
          stream.setSettings(settings);
          stream.setReuse(false); // events are counted together, at the next flush
          stream.setMaxAge(KEPT);
          stream.onEvent(live::add);
          stream.onFlush(live::tell);
          stream.onError(_ -> {}); // nothing more comes then; who takes snapshots learns why
          stream.startAsync();
          return live;
        });
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case CPU ->
          sampled = sampled.withCpu(event.getFloat("jvmUser") + event.getFloat("jvmSystem"));
      case THREADS -> sampled = sampled.withThreads(event.getLong("activeCount"));
      case HEAP -> {
        if (event.getString("when").equals("After GC")) {
          sampled = sampled.withHeap(event.getLong("heapUsed"));
        }
      }
      default -> facts.add(event);
    }
  }

  private void tell() {
    listener.accept(new LiveNumbers(Instant.now(), facts.soFar(), sampled));
  }

  @Override
  public String gives() {
    return "numbers while it runs, about a second late";
  }

  @Override
  public void close() {
    try {
      jvm.ask(
          "stop its stream",
          () -> {
            stream.close();
            return jvm.pid();
          });
    } catch (WatchException.Lost _) {
      // Its recording ended with it.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
