package dev.dyno.bench.cli;

import dev.dyno.bench.variant.Benchmarks;
import dev.dyno.bench.variant.ByteCode;
import dev.dyno.bench.variant.Variants;
import java.io.IOException;
import java.util.Optional;

/// Skips a benchmark when both sides run the same: the same JDK and flags, and byte for byte the
/// same of all that the benchmark can reach.
///
/// @param sameJvm whether JDK, flags and system properties of the variants agree
/// @param sameJar whether the jars and their libraries agree as a whole: then nothing needs to be
///     known of them
/// @param baseline of the baseline's jar
/// @param candidate of the candidate's jar
record SameCode(boolean sameJvm, boolean sameJar, ByteCode baseline, ByteCode candidate)
    implements GatePlan.Skipping {

  static SameCode of(Variants.Found baseline, Variants.Found candidate) throws IOException {
    return new SameCode(
        baseline.jdk().equals(candidate.jdk()) && baseline.flags().equals(candidate.flags()),
        baseline.sameBytes(candidate),
        ByteCode.of(baseline.jar()),
        ByteCode.of(candidate.jar()));
  }

  @Override
  public Optional<String> reason(Benchmarks.Benchmark before, Benchmarks.Benchmark after) {
    if (!sameJvm || !before.flags().equals(after.flags())) {
      return Optional.empty();
    }
    if (sameJar) {
      return Optional.of("both sides are the same jar");
    }
    return baseline.reach(before.generatedClass()) instanceof ByteCode.Reach.Known there
            && candidate.reach(after.generatedClass()) instanceof ByteCode.Reach.Known here
            && here.sha256().equals(there.sha256())
        ? Optional.of(
            "identical byte code in all %d classes that it reaches, and the same resources, JMH, JDK and flags"
                .formatted(here.classes()))
        : Optional.empty();
  }
}
