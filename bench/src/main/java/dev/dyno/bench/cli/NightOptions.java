package dev.dyno.bench.cli;

import dev.dyno.bench.nightly.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a night is to measure.
final class NightOptions {

  static final List<String> PHASES = List.of("gate", "compare", "matrix", "qualify");

  private static final Pattern EVERY = Pattern.compile("(\\d{1,4})d");

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      defaultValue = "nightly",
      description = "of the comparison (default: ${DEFAULT-VALUE})")
  private String profile = "nightly";

  @Option(
      names = "--gate-profile",
      paramLabel = "NAME|FILE",
      description = "looks and turns of the gate (default: those of dyno gate)")
  private @Nullable String gateProfile;

  @Option(
      names = "--no-controls",
      description = "of the gate: without rulers and identical benchmarks beside it")
  private boolean noControls;

  @Option(
      names = "--benchmark",
      paramLabel = "REGEX",
      description = "compares only what matches (the gate: benchmarks: of dyno.yaml)")
  private @Nullable String benchmark;

  @Option(
      names = "--only",
      paramLabel = "PHASE",
      split = ",",
      description = "gate, compare, matrix, qualify (default: all)")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--matrix-profile",
      paramLabel = "NAME|FILE",
      defaultValue = "pipeline",
      description = "of the matrix, with one benchmark to measure (default: ${DEFAULT-VALUE})")
  private String matrixProfile = "pipeline";

  @Option(
      names = "--matrix-benchmark",
      paramLabel = "REGEX",
      description = "which of its profile's benchmarks the matrix measures")
  private @Nullable String matrixBenchmark;

  @Option(
      names = "--matrix-every",
      paramLabel = "DAYS",
      defaultValue = "7d",
      description = "how often the toggle matrix is measured: 7d, or never (default: 7d)")
  private String matrixEvery = "7d";

  @Option(
      names = "--qualify-every",
      paramLabel = "DAYS",
      defaultValue = "7d",
      description = "how often the machine is qualified: 7d, or never (default: 7d)")
  private String qualifyEvery = "7d";

  String profile() {
    return profile;
  }

  List<String> gateWords() {
    var words = new ArrayList<String>();
    if (gateProfile != null) {
      words.addAll(List.of("--profile", gateProfile));
    }
    if (noControls) {
      words.add("--no-controls");
    }
    return words;
  }

  List<String> compareWords() {
    return benchmark == null ? List.of() : List.of("--benchmark", benchmark);
  }

  Phase.Matrix matrix() {
    return new Phase.Matrix(
        matrixProfile,
        matrixBenchmark == null ? List.of() : List.of("--benchmark", matrixBenchmark));
  }

  /// Whether a phase is wanted at all.
  boolean wants(String phase) throws UsageException {
    for (var each : only) {
      if (!PHASES.contains(each)) {
        throw new UsageException("--only '%s' is no phase: choose from %s".formatted(each, PHASES));
      }
    }
    return only.isEmpty() || only.contains(phase);
  }

  /// How often the matrix is wanted; see [Due].
  Optional<Duration> matrixEvery() throws UsageException {
    return every("--matrix-every", matrixEvery);
  }

  /// How often the machine is qualified; see [Due].
  Optional<Duration> qualifyEvery() throws UsageException {
    return every("--qualify-every", qualifyEvery);
  }

  private static Optional<Duration> every(String option, String text) throws UsageException {
    var match = EVERY.matcher(text);
    if (text.equals("never")) {
      return Optional.empty();
    }
    if (!match.matches() || match.group(1).matches("0+")) {
      throw new UsageException("%s '%s': write such as 7d, or never".formatted(option, text));
    }
    return Optional.of(Duration.ofDays(Long.parseLong(match.group(1))));
  }
}
