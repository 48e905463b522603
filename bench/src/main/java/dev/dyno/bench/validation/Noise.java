package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import java.util.ArrayList;
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
  private final double[] seconds;

  private Noise(double[] logRatios, double[] seconds) {
    this.logRatios = logRatios;
    this.seconds = seconds;
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
        recorded.stream().mapToDouble(Recording.Recorded::seconds).toArray());
  }

  /// Of numbers that somebody made up: to prove the simulation on a model that is known.
  static Noise model(double... logRatios) {
    var seconds = new double[logRatios.length];
    java.util.Arrays.fill(seconds, 1);
    return new Noise(logRatios.clone(), seconds);
  }

  /// Standard deviation of one pair about 0.
  double deviation() {
    double sum = 0;
    for (double each : logRatios) {
      sum += each * each;
    }
    return Math.sqrt(sum / logRatios.length);
  }

  /// Pairs drawn with replacement, the candidate slower by what is planted.
  ///
  /// @param planted as a share
  List<Pair> draw(int count, double planted, RandomGenerator random) {
    var pairs = new ArrayList<Pair>(count);
    double shift = Math.log1p(planted);
    for (int i = 0; i < count; i++) {
      int which = random.nextInt(logRatios.length);
      double noise = random.nextBoolean() ? logRatios[which] : -logRatios[which];
      pairs.add(Drawn.of(i, noise + shift, seconds[which]));
    }
    return pairs;
  }
}
