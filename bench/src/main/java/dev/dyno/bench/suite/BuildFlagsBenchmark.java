package dev.dyno.bench.suite;

import dev.dyno.engine.lifecycle.Build;
import dev.dyno.engine.lifecycle.BuildLayout;
import dev.dyno.engine.lifecycle.BuildLists;
import dev.dyno.engine.lifecycle.BuildType;
import dev.dyno.engine.lifecycle.BuildView;
import dev.dyno.engine.lifecycle.Labels;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Makes the texts and lists of one build.
///
/// **Hypothesis**: `string-builders` saves no byte of an image URI, which the JVM's own
/// concatenation writes into exactly the bytes it needs; most of a flag line without sources, whose
/// parts are added up one by one; nearly all of one with 200, where each addition copies all that
/// was there. `presized-collections` saves the arrays that a growing list leaves behind, about two
/// thirds of its bytes, and little of the folders, most of which are texts. `compact-layout` saves
/// nothing here: a list that is read off a packed build costs a view of 24 bytes. **Baseline**: `+`
/// and `+=`; lists and sets of default size; a plain record. **Unit**: ns/op and B/op, one text or
/// list. **Command**:
/// `scripts/dyno compare --benchmark BuildFlags --profile pr`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BuildFlagsBenchmark {

  /// How many source files the build has, five in each folder.
  @Param({"0", "20", "200"})
  public int sources;

  private final MeasuredEngine measured = MeasuredEngine.fromProperties();
  private final Labels labels = Labels.chosenBy(measured.toggles());
  private final BuildLists lists = BuildLists.chosenBy(measured.toggles());
  private final BuildLayout layout = BuildLayout.chosenBy(measured.toggles());
  private List<String> files = List.of();
  private BuildView build = Build.of("app", BuildType.GO);

  /// Makes the build, and checks that this arm makes of it what the plain reference does.
  @Setup(Level.Trial)
  public void check() {
    var plain = SampleBuild.parsed(sources);
    files = SampleBuild.files(sources);
    build = layout.keep(plain);
    same(plain.asFlags(), flags());
    same(String.join(" ", plain.asFlags()), line());
    same(plain.imageUri(), imageUri());
    same(plain.sourcePackages(), packages());
  }

  private static void same(Object expected, Object made) {
    if (!made.equals(expected)) {
      throw new IllegalStateException("made %s, not %s".formatted(made, expected));
    }
  }

  /// `image:tag`.
  @Benchmark
  public String imageUri() {
    return labels.imageUri(build);
  }

  /// The flags as one line.
  @Benchmark
  public String line() {
    return labels.flagLine(build);
  }

  /// The flags as a list.
  @Benchmark
  public List<String> flags() {
    return lists.flags(build);
  }

  /// The folders of the sources.
  @Benchmark
  public List<String> packages() {
    return lists.packages(files);
  }
}
