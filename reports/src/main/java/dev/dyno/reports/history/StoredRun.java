package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Judged;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// One run as the history keeps it: what it concluded, and where and on what code.
///
/// @param id the same for the same run, so that storing it twice stores it once
/// @param command that measured
/// @param startedAt when measuring began
/// @param profile the run profile's name
/// @param seed of its random choices
/// @param version of Dyno
/// @param commit of the measured checkout, full hash or `unknown`
/// @param dirty whether the checkout differed from it
/// @param machine that measured
/// @param estimates every comparison in every metric
/// @param facts exact counts
/// @param missing what the run was to measure and did not, one sentence each
/// @param variants what its sides ran, each once; none where nobody told
public record StoredRun(
    String id,
    String command,
    Instant startedAt,
    String profile,
    long seed,
    String version,
    String commit,
    boolean dirty,
    Machine machine,
    List<StoredEstimate> estimates,
    List<StoredFact> facts,
    List<String> missing,
    List<StoredVariant> variants) {

  private static final int ID_DIGITS = 16;
  private static final String GATE = "gate";

  /// What no commit is called.
  static final String UNKNOWN = "unknown";

  public StoredRun {
    estimates = List.copyOf(estimates);
    facts = List.copyOf(facts);
    missing = List.copyOf(missing);
    variants = List.copyOf(variants);
    if (id.isBlank()) {
      throw new IllegalArgumentException("a run without an id");
    }
  }

  /// What the history keeps of a run: of a gate, the commit of its candidate.
  public static StoredRun of(Judged run) {
    var measurement = run.measurement();
    var design = measurement.design();
    var provenance = measurement.provenance();
    var candidate = measurement.gate().map(Gate::candidate);
    var toggle = measurement.gate().map(gate -> toggle(gate, measurement.comparisons()));
    return new StoredRun(
        id(
            measurement.command(),
            measurement.startedAt().toString(),
            Fingerprint.of(measurement.machine()),
            Long.toString(design.seed()),
            provenance.commit(),
            pairs(measurement)),
        measurement.command(),
        measurement.startedAt(),
        design.profile(),
        design.seed(),
        provenance.version(),
        candidate
            .map(it -> it.commit().isEmpty() ? UNKNOWN : it.commit())
            .orElse(provenance.commit()),
        candidate.map(Origin::dirty).orElse(provenance.dirty()),
        measurement.machine(),
        run.judgements().stream().map(each -> StoredEstimate.of(each, toggle)).toList(),
        measurement.facts().stream().map(StoredFact::of).toList(),
        measurement.missing(),
        StoredVariant.of(measurement));
  }

  /// What a gate's series are called: the names of its sides ("HEAD~1") change from night to night,
  /// and would begin a series each; only between two JDKs or sets of flags are they the question.
  static String toggle(Gate gate, List<Comparison> comparisons) {
    var words = new ArrayList<>(List.of(GATE));
    Stream.of(gate.baseline(), gate.candidate())
        .flatMap(side -> Arrays.stream(side.named().split(",", -1)))
        .filter(part -> part.startsWith("jdk:"))
        .forEach(words::add);
    var there = flags(comparisons, Comparison::baseline);
    var here = flags(comparisons, Comparison::candidate);
    if (!there.isEmpty() || !here.isEmpty()) {
      words.addAll(there.isEmpty() ? List.of("usual") : there);
      words.add("to");
      words.addAll(here.isEmpty() ? List.of("usual") : here);
    }
    return String.join(" ", words);
  }

  /// They are the same in all comparisons of a gate.
  private static List<String> flags(
      List<Comparison> comparisons, Function<Comparison, Variant> side) {
    return comparisons.stream().findFirst().map(side).map(Variant::jvmArgs).orElse(List.of());
  }

  /// The same, begun at another time: behind the runs that a clock stamped before it went back.
  public StoredRun at(Instant time) {
    return new StoredRun(
        id, command, time, profile, seed, version, commit, dirty, machine, estimates, facts,
        missing, variants);
  }

  /// What was measured, from numbers and names alone: another process gives the same, and so does a
  /// later Dyno whose file says more of a pair. Facts are not in it, since they are counted after
  /// the pairs, and a run that was stopped between is the same run.
  private static String pairs(Measurement measurement) {
    var text = new StringBuilder();
    for (var comparison : measurement.comparisons()) {
      text.append(comparison.toggle()).append(' ').append(comparison.title()).append('\n');
      comparison.pairs().forEach(pair -> append(text, pair));
    }
    measurement.matrix().stream()
        .flatMap(matrix -> matrix.runs().stream())
        .forEach(
            run -> {
              text.append(run.on()).append('\n');
              run.pairs().forEach(pair -> append(text, pair));
            });
    return text.toString();
  }

  private static void append(StringBuilder text, Pair pair) {
    for (var fork : List.of(pair.baseline(), pair.candidate())) {
      text.append(fork.pid());
      fork.turns().forEach(turn -> text.append(' ').append(turn.score()));
      text.append('\n');
    }
  }

  private static String id(String... parts) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var text = String.join("\n", parts);
      var digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  /// The series that an estimate of this run belongs to.
  SeriesKey key(StoredEstimate estimate) {
    return key(estimate.toggle(), estimate.benchmark(), estimate.params(), estimate.metric());
  }

  SeriesKey key(String toggle, String benchmark, SortedMap<String, String> params, String metric) {
    return new SeriesKey(Fingerprint.of(machine), command, toggle, benchmark, params, metric);
  }
}
