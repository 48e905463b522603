package dev.dyno.profiles.sampler;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One variant, sampled in several JVMs that did the same work each.
///
/// @param name for people
/// @param forks the stacks of each JVM; at least one, all of the same event
/// @param operations that each of them did while it was sampled; above 0
public record ProfiledSide(String name, List<Stacks> forks, long operations) {

  public ProfiledSide {
    forks = List.copyOf(forks);
    if (forks.isEmpty() || operations <= 0) {
      throw new IllegalArgumentException(
          "%s has %d forks of %d operations: at least one of each is needed"
              .formatted(name, forks.size(), operations));
    }
    if (forks.stream().map(Stacks::event).distinct().count() > 1) {
      throw new IllegalArgumentException(name + " mixes events, which cannot be added up");
    }
  }

  /// What was sampled.
  public SampledEvent event() {
    return forks.getFirst().event();
  }

  /// All forks' stacks, each with its amount for one operation.
  public SortedMap<String, Double> perOperation() {
    double all = (double) operations * forks.size();
    var scaled = new TreeMap<String, Double>();
    for (var fork : forks) {
      fork.byStack()
          .forEach((stack, weight) -> scaled.merge(stack, weight.amount() / all, Double::sum));
    }
    return scaled;
  }

  /// The amount for one operation.
  public double total() {
    return perOperation().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /// Of all forks.
  public long samples() {
    return forks.stream().mapToLong(fork -> fork.total().samples()).sum();
  }
}
