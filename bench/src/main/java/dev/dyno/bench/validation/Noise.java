package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The numbers of recorded pairs of one benchmark, freed of what was planted in them, and ready
/// to be drawn from.
///
/// Which side is the candidate is drawn anew each time: for the same code the sides are
/// exchangeable, so that this takes nothing away from the noise, and what the prototype's
/// planting left over in the mean cannot help or hurt either side.
final class Noise {

  private final double[] logRatios;
  private final double[] baselines;
  private final double[] candidates;
  private final double[] seconds;
  private final double[] cpuSeconds;

  /// Share of forks that run at a second, slower speed.
  private final double slow;

  /// Of the second speed, as a log ratio.
  private final double apart;

  private Noise(
      double[] logRatios,
      double[] baselines,
      double[] candidates,
      double[] seconds,
      double[] cpuSeconds,
      double slow,
      double apart) {
    this.logRatios = logRatios;
    this.baselines = baselines;
    this.candidates = candidates;
    this.seconds = seconds;
    this.cpuSeconds = cpuSeconds;
    this.slow = slow;
    this.apart = apart;
  }

  /// Reads each pair as the judge does: through the judge.
  static Noise of(List<Recording.Recorded> recorded) {
    var pairs =
        IntStream.range(0, recorded.size()).mapToObj(i -> Drawn.whole(i, recorded.get(i))).toList();
    var effects =
        new Judge(Rule.of(List.of(pairs.size())))
            .judge(Drawn.comparison("recorded", pairs), Metric.TIME)
            .orElseThrow()
            .pairEffects();
    return new Noise(
        IntStream.range(0, effects.size())
            .mapToDouble(i -> Math.log1p(effects.get(i)) - Math.log1p(recorded.get(i).planted()))
            .toArray(),
        recorded.stream().mapToDouble(each -> level(each.baseline())).toArray(),
        recorded.stream()
            .mapToDouble(each -> level(each.candidate()) - Math.log1p(each.planted()))
            .toArray(),
        recorded.stream().mapToDouble(Recording.Recorded::seconds).toArray(),
        recorded.stream().mapToDouble(Recording.Recorded::cpuSeconds).toArray(),
        0,
        0);
  }

  private static double level(List<Double> scores) {
    var rising = scores.stream().sorted().toList();
    return Math.log(rising.get(rising.size() / 2));
  }

  /// Of numbers that somebody made up: to prove the simulation on a model that is known.
  static Noise model(double... logRatios) {
    var seconds = new double[logRatios.length];
    Arrays.fill(seconds, 1);
    var levels = new double[logRatios.length];
    var cpuSeconds = new double[logRatios.length];
    Arrays.fill(cpuSeconds, -1);
    return new Noise(logRatios.clone(), levels, levels, seconds, cpuSeconds, 0, 0);
  }

  /// The same in pairs that are so many times as wide apart, and whose forks run, each by its own
  /// luck, at one of two speeds.
  ///
  /// @param width times this noise
  /// @param share of the forks that are slow, 0 to 1
  /// @param gap by how much they are, as a share
  Noise withTwoSpeeds(double width, double share, double gap) {
    return new Noise(
        Arrays.stream(logRatios).map(each -> width * each).toArray(),
        new double[logRatios.length],
        new double[logRatios.length],
        seconds,
        cpuSeconds,
        share,
        Math.log1p(gap));
  }

  /// Standard deviation of one pair about 0.
  double deviation() {
    double sum = 0;
    for (double each : logRatios) {
      sum += each * each;
    }
    return Math.sqrt(sum / logRatios.length + 2 * slow * (1 - slow) * apart * apart);
  }

  /// Pairs drawn with replacement, the candidate slower by what is planted.
  ///
  /// @param planted as a share
  List<Pair> draw(int count, double planted, RandomGenerator random) {
    var pairs = new ArrayList<Pair>(count);
    double shift = Math.log1p(planted);
    for (int i = 0; i < count; i++) {
      int which = random.nextInt(logRatios.length);
      boolean asRecorded = random.nextBoolean();
      double noise = asRecorded ? logRatios[which] : -logRatios[which];
      double level = asRecorded ? baselines[which] : candidates[which];
      double there = luck(random);
      double here = luck(random);
      double logRatio = noise + shift + here - there;
      pairs.add(Drawn.of(i, level + there, logRatio, seconds[which], cpuSeconds[which]));
    }
    return pairs;
  }

  private double luck(RandomGenerator random) {
    return slow > 0 && random.nextDouble() < slow ? apart : 0;
  }
}
