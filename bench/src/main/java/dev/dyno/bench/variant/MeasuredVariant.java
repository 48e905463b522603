package dev.dyno.bench.variant;

import dev.dyno.reports.measurement.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A variant with all that is needed to start it here.
///
/// @param name for people
/// @param jdk that runs host and forks
/// @param classPath holds the benchmarks and their JMH, of any version from 1.32 to 1.37
/// @param jvmArgs of the forks, added to what the benchmark itself asks for
/// @param properties system properties of the forks
/// @param params of the benchmark that are this side's own
public record MeasuredVariant(
    String name,
    Jdk jdk,
    List<Path> classPath,
    List<String> jvmArgs,
    SortedMap<String, String> properties,
    SortedMap<String, String> params) {

  public MeasuredVariant {
    classPath = List.copyOf(classPath);
    jvmArgs = List.copyOf(jvmArgs);
    properties = new TreeMap<>(properties);
    params = new TreeMap<>(params);
  }

  /// Without parameters of its own.
  public MeasuredVariant(
      String name,
      Jdk jdk,
      List<Path> classPath,
      List<String> jvmArgs,
      SortedMap<String, String> properties) {
    this(name, jdk, classPath, jvmArgs, properties, new TreeMap<>());
  }

  /// This variant with one more system property.
  public MeasuredVariant with(String property, String value) {
    var more = new TreeMap<>(properties);
    more.put(property, value);
    return new MeasuredVariant(name, jdk, classPath, jvmArgs, more, params);
  }

  /// This variant with another name, and one more parameter of the benchmark.
  public MeasuredVariant with(String newName, String param, String value) {
    var more = new TreeMap<>(params);
    more.put(param, value);
    return new MeasuredVariant(newName, jdk, classPath, jvmArgs, properties, more);
  }

  /// All parameters of a benchmark that runs as this variant.
  ///
  /// @param shared with the other side
  public SortedMap<String, String> params(SortedMap<String, String> shared) {
    var all = new TreeMap<>(shared);
    all.putAll(params);
    return all;
  }

  /// Everything that a fork's command line gets from this variant.
  public List<String> forkArgs() {
    var args = new ArrayList<>(jvmArgs);
    properties.forEach((key, value) -> args.add("-D%s=%s".formatted(key, value)));
    return args;
  }

  /// As a measurement file keeps it: without paths of this machine.
  public Variant described() {
    var args = new ArrayList<>(jvmArgs);
    properties.forEach(
        (key, value) -> {
          if (!key.startsWith("dyno.stand.")) { // addresses of the stand change every run
            args.add("-D%s=%s".formatted(key, value));
          }
        });
    return new Variant(name, jdk.name(), args, params);
  }
}
