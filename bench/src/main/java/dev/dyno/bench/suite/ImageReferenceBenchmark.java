package dev.dyno.bench.suite;

import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.ReferenceParser;
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

/// Reads the name of an image, as the engine does before each operation on one.
///
/// **Hypothesis**: `precompiled-patterns` saves most of the time and of the bytes, since compiling
/// two patterns costs more than matching five; in a pull, which takes tens of milliseconds, it is
/// worth nothing. **Baseline**: two patterns compiled for each name. **Unit**: ns/op and B/op, one
/// name. **Command**: `scripts/dyno compare --toggle precompiled-patterns`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ImageReferenceBenchmark {

  /// `short`: `alpine`. `long`: with registry, port, path, tag and digest, 140 characters.
  @Param({"short", "long"})
  public String form = "short";

  private final ReferenceParser parser =
      ReferenceParser.chosenBy(MeasuredEngine.fromProperties().toggles());
  private String text = "";

  /// Checks that this arm reads what the canonical way reads.
  @Setup(Level.Trial)
  public void check() {
    text =
        form.equals("short")
            ? "alpine"
            : "registry.example:5000/payments/settlement/jobs:release-2026@sha256:"
                + "0123456789abcdef".repeat(4);
    if (!parse().equals(ImageReference.parse(text))) {
      throw new IllegalStateException("%s was read as %s".formatted(text, parse()));
    }
  }

  /// One name.
  @Benchmark
  public ImageReference parse() {
    return parser.parse(text);
  }
}
