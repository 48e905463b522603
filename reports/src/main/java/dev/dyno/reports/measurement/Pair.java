package dev.dyno.reports.measurement;

/// A baseline and a candidate fork that were measured together: the unit of replication.
///
/// @param index from 0, in time order
/// @param baseline every turn of the baseline's fork
/// @param candidate every turn of the candidate's fork
/// @param surroundings what else the machine did meanwhile
public record Pair(int index, Fork baseline, Fork candidate, Surroundings surroundings) {

  /// Of each turn of one of its forks that counts, what an operation cost, in the fork's unit; of a
  /// throughput, its reciprocal. Without what the benchmark's own threads waited for a core that
  /// others held, where that is known of both sides; else of neither, so that they stay comparable.
  ///
  /// @param side one of the two
  public double[] costs(Fork side) {
    return OwnShare.isKnown(baseline) && OwnShare.isKnown(candidate)
        ? side.ownCosts()
        : side.scoredCosts();
  }
}
