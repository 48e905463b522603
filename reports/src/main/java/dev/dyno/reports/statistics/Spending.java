package dev.dyno.reports.statistics;

import java.util.List;

/// How an allowed error is spent over several looks at growing data: a power family, `f(t) = t^1.5`
/// (Kim and DeMets 1987), used under the union bound. The shares sum to 1, so that tests at level
/// `alpha * share` together err at most with `alpha`, whatever the dependence between looks and
/// whenever one stops.
///
/// The usual Pocock-type function spends a quarter of the error on a first look at 4 of 24 values,
/// where a t-test of 3 degrees of freedom finds next to nothing in noise, and lacks it at the last
/// look. On recorded pairs this one finds more, 0.5 to 1.5 pairs later.
///
/// @param looks numbers of values at each look, rising
public record Spending(List<Integer> looks) {

  private static final double RATE = 1.5;

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
    return Math.pow((double) looks.get(k) / looks.getLast(), RATE);
  }
}
