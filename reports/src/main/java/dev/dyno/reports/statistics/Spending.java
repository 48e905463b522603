package dev.dyno.reports.statistics;

import java.util.List;

/// How an allowed error is spent over several looks at growing data: Pocock-type, `f(t) = ln(1 + (e
/// - 1) t)` (Lan and DeMets 1983), used under the union bound. The shares sum to 1, so that tests
///   at level `alpha * share` together err at most with `alpha`, whatever the dependence between
///   looks and whenever one stops.
///
/// @param looks numbers of values at each look, rising
public record Spending(List<Integer> looks) {

  public Spending {
    looks = List.copyOf(looks);
    if (looks.isEmpty()) {
      throw new IllegalArgumentException("no looks: a verdict needs at least one");
    }
  }

  /// The share of the error that look `k`, from 0, may spend; above 0.
  public double share(int k) {
    return spent(k) - (k == 0 ? 0 : spent(k - 1));
  }

  private double spent(int k) {
    double t = (double) looks.get(k) / looks.getLast();
    return Math.log(1 + (Math.E - 1) * t);
  }
}
