package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.verdict.Judged;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

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
    List<String> missing) {

  private static final int ID_DIGITS = 16;

  public StoredRun {
    estimates = List.copyOf(estimates);
    facts = List.copyOf(facts);
    missing = List.copyOf(missing);
    if (id.isBlank()) {
      throw new IllegalArgumentException("a run without an id");
    }
  }

  /// What the history keeps of a run.
  public static StoredRun of(Judged run) {
    var measurement = run.measurement();
    var design = measurement.design();
    var provenance = measurement.provenance();
    return new StoredRun(
        id(
            measurement.command(),
            measurement.startedAt().toString(),
            Fingerprint.of(measurement.machine()),
            Long.toString(design.seed()),
            provenance.commit(),
            Integer.toString(measurement.comparisons().hashCode())),
        measurement.command(),
        measurement.startedAt(),
        design.profile(),
        design.seed(),
        provenance.version(),
        provenance.commit(),
        provenance.dirty(),
        measurement.machine(),
        run.judgements().stream().map(StoredEstimate::of).toList(),
        measurement.facts().stream().map(StoredFact::of).toList(),
        measurement.missing());
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
    return new SeriesKey(
        Fingerprint.of(machine),
        command,
        estimate.toggle(),
        estimate.benchmark(),
        estimate.params(),
        estimate.metric());
  }
}
