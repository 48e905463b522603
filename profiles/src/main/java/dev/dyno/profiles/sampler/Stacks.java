package dev.dyno.profiles.sampler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import one.convert.Arguments;
import one.convert.JfrToFlame;
import one.jfr.JfrReader;

/// The stacks that one JVM was seen in, each with its weight.
///
/// @param event that was asked for
/// @param engine that really took the samples, as the recording says: async-profiler falls back in
///     silence
/// @param byStack by collapsed stack: frames from the outermost on, with `;` in between, each with
///     the converter's mark of its kind, such as `_[j]`
public record Stacks(SampledEvent event, String engine, SortedMap<String, Weight> byStack) {

  /// What async-profiler counts CPU time with when it may ask the kernel.
  private static final String PERF = "perf_events";

  /// How frames of theirs begin; the last one is JFR's native code.
  private static final List<String> OBSERVERS =
      List.of(
          "sun.rmi.transport.",
          "javax.management.remote.",
          "com.sun.jmx.",
          "jdk.jfr.internal.",
          "jdk.management.jfr.",
          "Jfr");

  private static final long JFR_CPU_INTERVAL = 10_000_000;

  public Stacks {
    byStack = Collections.unmodifiableSortedMap(new TreeMap<>(byStack));
  }

  /// Reads what a sampler recorded.
  ///
  /// @param recording that its JVM has finished
  /// @throws IOException when it is none, or cut off
  public static Stacks read(Path recording, SampledEvent event, Sampler by) throws IOException {
    var samples = converted(recording, event, by, false);
    var amounts = event.even() ? samples : converted(recording, event, by, true);
    double factor = event.even() ? interval(event, by) : 1;
    var byStack = new TreeMap<String, Weight>();
    samples.forEach(
        (stack, count) ->
            byStack.put(
                stack, new Weight(count, amounts.getOrDefault(stack, 0L).doubleValue() * factor)));
    return new Stacks(event, engine(recording, event, by), byStack);
  }

  private static double interval(SampledEvent event, Sampler by) {
    return switch (by) {
      case Sampler.AsyncProfiler _ -> event.interval();
      case Sampler.FlightRecorder _ -> JFR_CPU_INTERVAL;
    };
  }

  private static String engine(Path recording, SampledEvent event, Sampler by) throws IOException {
    return switch (by) {
      case Sampler.AsyncProfiler _ -> {
        if (event != SampledEvent.CPU) {
          yield event.id(); // what has no substitute
        }
        try (var reader = new JfrReader(recording.toString())) {
          while (reader.readEvent() != null) {
            // settings are known once all has been read
          }
          yield reader.settings.getOrDefault("engine", event.id());
        }
      }
      case Sampler.FlightRecorder _ -> Sampler.FlightRecorder.type(event);
    };
  }

  private static Map<String, Long> converted(
      Path recording, SampledEvent event, Sampler by, boolean amounts) throws IOException {
    var words = new ArrayList<>(List.of("--output", "collapsed", "--norm", "--dot"));
    // A recording of the JDK has no thread states: asked for --cpu, the converter finds nothing.
    if (by instanceof Sampler.AsyncProfiler || event != SampledEvent.CPU) {
      words.add("--" + event.id());
    }
    if (amounts) {
      words.add("--total");
    }
    var collapsed = new ByteArrayOutputStream();
    try (var reader = new JfrReader(recording.toString())) {
      var converter = new JfrToFlame(reader, new Arguments(words.toArray(String[]::new)));
      converter.convert();
      converter.dump(collapsed);
    } catch (IOException | RuntimeException unreadable) {
      throw new IOException(
          "%s is no whole recording: %s".formatted(recording, unreadable), unreadable);
    }
    return parsed(collapsed.toString(StandardCharsets.UTF_8));
  }

  private static Map<String, Long> parsed(String collapsed) {
    var parsed = new HashMap<String, Long>();
    for (var line : collapsed.lines().toList()) {
      int blank = line.lastIndexOf(' ');
      parsed.merge(line.substring(0, blank), Long.valueOf(line.substring(blank + 1)), Long::sum);
    }
    return parsed;
  }

  /// Without threads that serve JFR, JMX or RMI: in a JVM that is watched, those who watch it.
  public Stacks withoutObservers() {
    var rest = new TreeMap<>(byStack);
    rest.keySet()
        .removeIf(
            stack ->
                Arrays.stream(stack.split(";", -1))
                    .anyMatch(frame -> OBSERVERS.stream().anyMatch(frame::startsWith)));
    return new Stacks(event, engine, rest);
  }

  /// All together.
  public Weight total() {
    return byStack.values().stream().reduce(Weight.NONE, Weight::plus);
  }

  /// What a reader must know about the engine; empty when all is as asked for.
  public String caveat() {
    return event == SampledEvent.CPU && !engine.equals(PERF)
        ? "cpu was sampled by %s: no kernel frames, and amounts may be too low".formatted(engine)
        : "";
  }
}
