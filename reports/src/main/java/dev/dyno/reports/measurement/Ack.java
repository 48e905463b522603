package dev.dyno.reports.measurement;

import java.time.LocalDate;

/// A change that was accepted: until its date, some benchmarks may be dearer by so much.
///
/// @param benchmarks which, by class and method
/// @param metric its label: `time/op`
/// @param allow dearer by at most so much, as a share of the baseline; above 0
/// @param commit that made the change
/// @param reason why it is worth it
/// @param expires the last day on which it counts
public record Ack(
    Glob benchmarks, String metric, double allow, String commit, String reason, LocalDate expires) {

  public Ack {
    if (!(allow > 0 && Double.isFinite(allow))) {
      throw new IllegalArgumentException("allow %s is not above 0".formatted(allow));
    }
    if (commit.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException(
          "an ack of %s without a commit or a reason: nobody could tell later what was accepted"
              .formatted(benchmarks.text()));
    }
  }

  /// Whether it is past its date.
  public boolean expired(LocalDate today) {
    return today.isAfter(expires);
  }
}
