package dev.dyno.engine.logs;

import dev.dyno.profiles.layout.Footprint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The sizes of both layouts in the JVM that it runs in. What both share is subtracted: texts, and
/// the two Booleans of the JDK.
final class LayoutProbe implements Supplier<Map<String, Footprint>> {

  private static final List<String> LINES = List.of("one", "two", "three", "four", "five");
  private static final String PREFIX = "[4f2a10 (golang:1.25)]";

  /// Beyond the numbers whose [Long]s the JDK shares.
  private static final long NUMBER = 1000;

  private final Map<String, Footprint> counted = new LinkedHashMap<>();

  @Override
  public Map<String, Footprint> get() {
    InstantSource clock = () -> Instant.ofEpochSecond(1_767_225_600L, 5); // a new one each time
    count("plain", new PlainLogLayout(clock));
    count("packed", new PackedLogLayout(clock));
    count("as it comes", new AsItComes(), new Object());
    count("well ordered", new WellOrdered(), new Object());
    return counted;
  }

  private void count(String name, LogLayout layout) {
    var fresh = layout.entry(PREFIX, NUMBER);
    var running = layout.entry(PREFIX, NUMBER);
    LINES.forEach(running::add);
    var done = layout.entry(PREFIX, NUMBER);
    LINES.forEach(done::add);
    done.end(false, 1);
    var failed = layout.entry(PREFIX, NUMBER);
    LINES.forEach(failed::add);
    failed.end(true, 1);
    count(name + " entry, fresh", fresh, new Object());
    count(name + " entry, running", running, new Object());
    count(name + " entry, done", done, new Object());
    count(name + " entry, failed", failed, new Object());
    count(name + " message", layout.line(running, LINES.getFirst()), running);
  }

  private void count(String what, Object root, Object shared) {
    counted.put(what, Footprint.of(root, PREFIX, LINES, true, false, shared));
  }

  /// The plan's entry before.
  @SuppressWarnings("unused")
  private static final class AsItComes {
    private final boolean done = false;
    private final long started = 1;
    private final boolean failed = false;
    private final Object lines = LINES;
    private final boolean shown = false;
    private final long ended = 2;
  }

  /// The plan's entry after: fields by size.
  @SuppressWarnings("unused")
  private static final class WellOrdered {
    private final long started = 1;
    private final long ended = 2;
    private final Object lines = LINES;
    private final boolean done = false;
    private final boolean failed = false;
    private final boolean shown = false;
  }
}
