package dev.dyno.engine.metrics;

import dev.dyno.engine.deadline.OperationKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Counts in a Micrometer registry. Meters are looked up when made, never when counted.
final class RegistryMetrics implements Metrics {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(10),
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10)
  };

  private final MeterRegistry registry;
  private final MeterTable<Operation, Outcome, Timer> operations;
  private final MeterTable<OperationKind, Outcome, Timer> jobs;
  private final MeterTable<OperationKind, Outcome, Counter> jobsEnded;
  private final Map<Operation, Counter> transferred = new EnumMap<>(Operation.class);
  private final Map<Outcome, Counter> pulls = new EnumMap<>(Outcome.class);
  private final Map<AuthLookup, Counter> lookups = new EnumMap<>(AuthLookup.class);
  private final Map<OperationKind, Timer> waits = new EnumMap<>(OperationKind.class);
  private final Counter attempts;
  private final Counter pulledBytes;
  private final Counter entries;
  private final Counter contextBytes;

  // Guarded by this.
  private final Map<Reading, Sources> readings = new EnumMap<>(Reading.class);
  private final Map<Reading, Meter> levels = new EnumMap<>(Reading.class);

  RegistryMetrics(MeterRegistry registry) {
    this.registry = registry;
    requireAlone(registry);
    operations = new MeterTable<>(Operation.class, Outcome.class, this::operation);
    jobs = new MeterTable<>(OperationKind.class, Outcome.class, this::job);
    jobsEnded = new MeterTable<>(OperationKind.class, Outcome.class, this::jobEnded);
    attempts = counter("dyno.pull.attempts", "Attempts to pull an image", Tags.empty());
    pulledBytes = bytes("dyno.pulled", "Layers that daemons fetched, compressed", Tags.empty());
    entries = counter("dyno.context.entries", "Files and links archived", Tags.empty());
    contextBytes = bytes("dyno.context", "Content of files archived", Tags.empty());
    for (var operation : Operation.values()) {
      switch (operation) {
        case BUILD, COPY_IN, COPY_OUT ->
            transferred.put(
                operation,
                bytes(
                    "dyno.transferred",
                    "Archives sent to the daemon, and files received from it",
                    Tags.of("operation", operation.label())));
        default -> {
          // Its bytes do not pass through here.
        }
      }
    }
    for (var result : AuthLookup.values()) {
      lookups.put(
          result,
          counter(
              "dyno.auth.lookups",
              "Logins asked for, by where they came from",
              Tags.of("result", result.label())));
    }
    for (var outcome : Outcome.values()) {
      pulls.put(
          outcome, counter("dyno.pulls", "Images pulled", Tags.of("outcome", outcome.label())));
    }
    for (var kind : OperationKind.values()) {
      waits.put(
          kind,
          Timer.builder("dyno.job.wait")
              .description("From a job's submission until it was begun")
              .tags("kind", label(kind))
              .register(registry));
    }
    for (var reading : Reading.values()) {
      var sources = new Sources(reading.isTotal());
      readings.put(reading, sources);
      if (reading.isTotal()) {
        FunctionCounter.builder(reading.meter(), sources, Sources::sum)
            .description(reading.description())
            .baseUnit(reading.unit())
            .register(registry);
      }
    }
  }

  /// The registry would answer the second one's meters with the first one's, in silence.
  private static void requireAlone(MeterRegistry registry) {
    if (registry.find("dyno.pull.attempts").meter() != null) {
      throw new IllegalArgumentException(
          "the engine's metrics are on this registry already: share the Metrics, not the registry");
    }
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  private Counter bytes(String name, String description, Tags tags) {
    return Counter.builder(name)
        .description(description)
        .baseUnit("bytes")
        .tags(tags)
        .register(registry);
  }

  private Timer operation(Operation operation, Outcome outcome) {
    return histogram(
        "dyno.operation",
        "Calls of a daemon",
        Tags.of("operation", operation.label(), "outcome", outcome.label()));
  }

  private Timer job(OperationKind kind, Outcome outcome) {
    return histogram(
        "dyno.job",
        "Jobs, from their beginning until their submitter was told",
        Tags.of("kind", label(kind), "outcome", outcome.label()));
  }

  private Counter jobEnded(OperationKind kind, Outcome outcome) {
    return counter(
        "dyno.jobs.ended",
        "Jobs that ended, begun or not",
        Tags.of("kind", label(kind), "outcome", outcome.label()));
  }

  private Timer histogram(String name, String description, Tags tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static String label(OperationKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void operation(Operation operation, Outcome outcome, long nanos) {
    operations.of(operation, outcome).record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void transferred(Operation operation, long bytes) {
    var counter = transferred.get(operation);
    if (counter == null) {
      throw new IllegalArgumentException("%s transfers no content".formatted(operation));
    }
    counter.increment((double) bytes);
  }

  @Override
  public void pull(Outcome outcome, int tried) {
    known(pulls, outcome).increment();
    attempts.increment(tried);
  }

  @Override
  public void pulled(long bytes) {
    pulledBytes.increment((double) bytes);
  }

  @Override
  public void archived(long files, long bytes) {
    entries.increment((double) files);
    contextBytes.increment((double) bytes);
  }

  @Override
  public void authLookup(AuthLookup result) {
    known(lookups, result).increment();
  }

  @Override
  public void job(OperationKind kind, Outcome outcome, Duration queued, Duration ran) {
    known(waits, kind).record(queued);
    jobs.of(kind, outcome).record(ran);
    jobsEnded.of(kind, outcome).increment();
  }

  @Override
  public void neverBegun(OperationKind kind, Outcome outcome) {
    jobsEnded.of(kind, outcome).increment();
  }

  @Override
  public synchronized Watch watch(Reading reading, LongSupplier source) {
    var sources = known(readings, reading);
    var member = sources.add(source);
    if (!reading.isTotal()) {
      levels.computeIfAbsent(reading, it -> level(it, sources));
    }
    return () -> end(reading, member);
  }

  private Meter level(Reading reading, Sources sources) {
    return Gauge.builder(reading.meter(), sources, Sources::sum)
        .description(reading.description())
        .tags(reading.tags())
        .strongReference(true)
        .register(registry);
  }

  private synchronized void end(Reading reading, Sources.Member member) {
    if (known(readings, reading).remove(member)) {
      var level = levels.remove(reading);
      if (level != null) {
        registry.remove(level);
      }
    }
  }

  private static <K, V> V known(Map<K, V> all, K key) {
    var found = all.get(key);
    if (found == null) {
      throw new IllegalStateException("no meter for " + key);
    }
    return found;
  }
}
