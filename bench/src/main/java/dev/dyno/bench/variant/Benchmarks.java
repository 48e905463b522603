package dev.dyno.bench.variant;

import dev.dyno.agent.Listing;
import dev.dyno.agent.Words;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The benchmarks of a class path, as its own JMH lists them.
///
/// @param jmh version, or `unknown`
/// @param all by full name; at least one
public record Benchmarks(String jmh, SortedMap<String, Benchmark> all) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern VERSION = Pattern.compile("1\\.(\\d+).*");
  private static final int OLDEST = 32;

  public Benchmarks {
    all = new TreeMap<>(all);
  }

  /// One benchmark.
  ///
  /// @param mode JMH's short word for it: `avgt`; of several, the one that JMH runs first
  /// @param otherModes the others, which are not measured
  /// @param unit of time, or empty where the annotations do not say
  /// @param generated full name of the generated method that runs it
  /// @param params by name, every value
  /// @param flags of its forks
  public record Benchmark(
      String mode,
      List<String> otherModes,
      String unit,
      String generated,
      SortedMap<String, List<String>> params,
      ForkFlags flags) {

    public Benchmark {
      otherModes = List.copyOf(otherModes);
      params = new TreeMap<>(params);
    }

    private Benchmark also(String another) {
      var others = new ArrayList<>(otherModes);
      others.add(another);
      return new Benchmark(mode, others, unit, generated, params, flags);
    }

    /// The class of the generated method.
    public String generatedClass() {
      return generated.substring(0, generated.lastIndexOf('.'));
    }

    /// Every combination of parameters; one without any where it has none.
    public List<SortedMap<String, String>> combinations() {
      List<SortedMap<String, String>> all = List.of(new TreeMap<>());
      for (var param : params.entrySet()) {
        var more = new ArrayList<SortedMap<String, String>>();
        for (var one : all) {
          for (var value : param.getValue()) {
            var next = new TreeMap<>(one);
            next.put(param.getKey(), value);
            more.add(next);
          }
        }
        all = List.copyOf(more);
      }
      return all;
    }
  }

  /// Asks the JMH of a class path, in a short process of its own.
  ///
  /// @param jdk that runs it
  /// @param classPath with the benchmarks and their JMH
  /// @param agent the agent's jar
  /// @param work a folder for its answer
  /// @throws NotListed when the class path holds no benchmarks, no JMH, or one before 1.32; says
  ///     what Java said
  /// @throws IOException when the machine does not let them be listed, or takes over a minute
  public static Benchmarks of(Jdk jdk, List<Path> classPath, Path agent, Path work)
      throws IOException {
    var folder = Files.createTempDirectory(work, "listing");
    var answer = folder.resolve("benchmarks");
    var all = new ArrayList<Path>(List.of(agent)); // before any other that the jar may bring
    all.addAll(classPath);
    var args =
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            Listing.class.getName(),
            answer.toString());
    var name = String.valueOf(classPath.getFirst().getFileName());
    var ended =
        jdk.run(args, folder, PATIENCE)
            .orElseThrow(
                () ->
                    new IOException(
                        "the benchmarks of %s were not listed within %d s: try again on a calmer machine"
                            .formatted(name, PATIENCE.toSeconds())));
    if (ended.exit() != 0) {
      throw new NotListed(failure(name, ended.said()));
    }
    return read(answer).checked(name);
  }

  private static String failure(String name, String said) {
    return said.contains("/META-INF/BenchmarkList")
        ? "%s holds no benchmarks: META-INF/BenchmarkList is not in it; build it with JMH's annotation processor"
            .formatted(name)
        : "the benchmarks of %s cannot be listed: is it a JMH jar, of 1.%d or later? Java said: %s"
            .formatted(name, OLDEST, said);
  }

  private Benchmarks checked(String name) throws NotListed {
    var version = VERSION.matcher(jmh);
    if (version.matches() && Integer.parseInt(version.group(1)) < OLDEST) {
      throw new NotListed(
          "%s was built with JMH %s: Dyno needs 1.%d or later, so build it with a newer JMH"
              .formatted(name, jmh, OLDEST));
    }
    if (all.isEmpty()) {
      throw new NotListed("%s holds no benchmarks: its list is empty".formatted(name));
    }
    return this;
  }

  private static Benchmarks read(Path answer) throws IOException {
    var all = new TreeMap<String, Benchmark>();
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(answer)))) {
      if (in.readInt() != Words.VERSION) {
        throw new IOException("the agent is of another version: build Dyno again");
      }
      var jmh = in.readUTF();
      for (int left = in.readInt(); left > 0; left--) {
        var name = in.readUTF();
        var one =
            new Benchmark(
                in.readUTF(),
                List.of(),
                in.readUTF(),
                in.readUTF(),
                params(in),
                new ForkFlags(texts(in), texts(in)));
        all.merge(
            name, one, (first, more) -> first.also(more.mode())); // JMH's order: by mode first
      }
      return new Benchmarks(jmh, all);
    }
  }

  private static SortedMap<String, List<String>> params(DataInputStream in) throws IOException {
    var params = new TreeMap<String, List<String>>();
    for (int left = in.readInt(); left > 0; left--) {
      var name = in.readUTF();
      params.put(name, texts(in));
    }
    return params;
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    var texts = new ArrayList<String>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return List.copyOf(texts);
  }

  /// A class path whose benchmarks cannot be had, on whatever machine.
  public static final class NotListed extends IOException {

    private static final long serialVersionUID = 1;

    NotListed(String message) {
      super(message);
    }
  }
}
