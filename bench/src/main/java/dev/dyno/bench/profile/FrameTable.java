package dev.dyno.bench.profile;

import dev.dyno.profiles.sampler.Frames;
import dev.dyno.profiles.sampler.Frames.Use;
import dev.dyno.profiles.sampler.ProfiledSide;
import dev.dyno.profiles.sampler.Weight;
import dev.dyno.reports.statistics.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/// All frames that either side was seen in, those that changed most first. Frames that vanished are
/// there with a candidate of 0.
///
/// The intervals hold for one frame each, not for all at once: of twenty frames that did not change
/// one is told to have.
///
/// @param changes by size of the change of the frame itself, largest first
public record FrameTable(List<FrameChange> changes) {

  /// Of each side: fewer tell no interval.
  public static final int LEAST_FORKS = 2;

  private static final double ALPHA = 0.05;

  /// One side's forks, ready to be asked.
  private record Forks(List<Frames> frames, double operations) {

    static final Forks NONE = new Forks(List.of(), 1);

    static Forks of(ProfiledSide side) {
      return new Forks(side.forks().stream().map(Frames::of).toList(), side.operations());
    }

    double[] values(String frame, Function<Use, Weight> part) {
      return frames.stream()
          .mapToDouble(fork -> part.apply(fork.of(frame)).amount() / operations)
          .toArray();
    }

    double mean(String frame, Function<Use, Weight> part) {
      return FrameTable.mean(values(frame, part));
    }

    /// Variance of the mean when only the counting of samples were uncertain.
    double countingVariance(String frame) {
      double sum = 0;
      for (var fork : frames) {
        double deviation = fork.of(frame).self().deviation() / operations;
        sum += deviation * deviation;
      }
      return sum * inverse(frames.size()) * inverse(frames.size());
    }
  }

  public FrameTable {
    changes = List.copyOf(changes);
  }

  /// Compares two sides.
  ///
  /// @throws IllegalArgumentException when a side has a single fork, which tells no interval
  public static FrameTable between(ProfiledSide baseline, ProfiledSide candidate) {
    if (baseline.forks().size() < LEAST_FORKS || candidate.forks().size() < LEAST_FORKS) {
      throw new IllegalArgumentException("a side of one fork has no interval: give it two or more");
    }
    return between(Forks.of(baseline), Forks.of(candidate));
  }

  /// One side beside nothing: what each frame takes, most first.
  ///
  /// @throws IllegalArgumentException when the side has a single fork
  public static FrameTable of(ProfiledSide side) {
    if (side.forks().size() < LEAST_FORKS) {
      throw new IllegalArgumentException("a side of one fork has no interval: give it two or more");
    }
    return between(Forks.NONE, Forks.of(side));
  }

  private static FrameTable between(Forks before, Forks after) {
    var names = new TreeSet<String>();
    before.frames().forEach(fork -> names.addAll(fork.byName().keySet()));
    after.frames().forEach(fork -> names.addAll(fork.byName().keySet()));
    var changes = new ArrayList<FrameChange>();
    for (var name : names) {
      changes.add(
          new FrameChange(
              name,
              before.mean(name, Use::self),
              after.mean(name, Use::self),
              margin(name, before, after),
              before.mean(name, Use::total),
              after.mean(name, Use::total)));
    }
    changes.sort(
        Comparator.comparingDouble((FrameChange each) -> -Math.abs(each.change()))
            .thenComparing(FrameChange::frame));
    return new FrameTable(changes);
  }

  /// The first so many.
  public List<FrameChange> top(int count) {
    return changes.subList(0, Math.min(count, changes.size()));
  }

  private static double margin(String name, Forks before, Forks after) {
    double[] first = before.values(name, Use::self);
    double[] second = after.values(name, Use::self);
    double degrees = Math.max(0, first.length - 1) + Math.max(0, second.length - 1);
    double pooled = (squares(first) + squares(second)) / degrees;
    double overForks = pooled * (inverse(first.length) + inverse(second.length));
    double counted = before.countingVariance(name) + after.countingVariance(name);
    double error = Math.sqrt(Math.max(overForks, counted));
    double change = mean(second) - mean(first);
    return new Estimate(change, error, degrees, 0, first.length + second.length).margin(ALPHA / 2);
  }

  private static double squares(double... values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum;
  }

  private static double mean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum * inverse(values.length);
  }

  /// 0 for no fork, which has nothing to tell.
  private static double inverse(int forks) {
    return forks == 0 ? 0 : 1.0 / forks;
  }
}
