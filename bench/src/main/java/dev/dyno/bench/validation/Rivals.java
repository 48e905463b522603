package dev.dyno.bench.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Other rules on recorded forks that ran one after the other.
///
/// Each side draws its forks on its own, from all of the session and from either arm. So both
/// come from one distribution, as these rules assume, and err as often as they say. Drawing
/// both from the same moments would share the machine's drift between them: a rank sum test
/// then hardly ever alarms, and finds less, too (measured here: 0.1 % false alarms instead of 2
/// %). Using ten runs and then ten more, as people do, alarms in up to 10 % of cases on these
/// recordings.
///
/// A fork's iterations are drawn again, too, so that a fork drawn twice is no tie.
///
/// @param recorded forks that ran one after the other, as JMH scored them
/// @param trials verdicts of each size
/// @param random of all draws
record Rivals(
    List<Recording.Recorded> recorded,
    String state,
    String benchmark,
    int trials,
    RandomGenerator random) {

  /// Forks a side that are tried until a rule has the power that is asked for.
  private static final List<Integer> MORE = List.of(5, 10, 20, 40, 80, 160);

  private static final int SEARCH_TRIALS = 200;

  /// With its default number of forks.
  List<Score> scores(List<Double> sizes) {
    var scores = new ArrayList<Score>();
    for (var rival : Rival.values()) {
      scores.add(score(rival, 0));
      sizes.forEach(size -> scores.add(score(rival, size)));
    }
    return scores;
  }

  private Score score(Rival rival, double size) {
    int dearer = dearer(rival, rival.forks(), size, trials);
    return new Score(
        rival.label(),
        state,
        benchmark,
        size,
        0,
        trials,
        dearer,
        0,
        0,
        rival.forks(),
        rival.forks() * seconds(),
        cpuSeconds(rival.forks()),
        0);
  }

  /// What each rule that grows with its forks would take for our power, by size.
  List<Cost> costs(List<Score> ours) {
    var costs = new ArrayList<Cost>();
    for (var own : ours) {
      for (var rival : Rival.values()) {
        if (own.planted() >= 0.05 && rival.grows()) {
          costs.add(cost(rival, own));
        }
      }
    }
    return costs;
  }

  private Cost cost(Rival rival, Score own) {
    int forks = MORE.getFirst();
    boolean reached = false;
    for (int k = 0; k < MORE.size() && !reached; k++) {
      forks = MORE.get(k);
      reached = reaches(rival, forks, own);
    }
    return new Cost(
        state,
        benchmark,
        own.planted(),
        own.share(),
        own.seconds(),
        own.cpuSeconds(),
        rival.label(),
        forks,
        forks * seconds(),
        cpuSeconds(forks),
        reached);
  }

  /// Whether it calls as many dearer as we do; asked no longer than that may still be.
  private boolean reaches(Rival rival, int forks, Score own) {
    double bearable = SEARCH_TRIALS - own.share() * SEARCH_TRIALS;
    int missed = 0;
    for (int i = 0; i < SEARCH_TRIALS && missed <= bearable; i++) {
      missed += dearer(rival, forks, own.planted()) ? 0 : 1;
    }
    return missed <= bearable;
  }

  private int dearer(Rival rival, int forks, double size, int verdicts) {
    return (int) IntStream.range(0, verdicts).filter(_ -> dearer(rival, forks, size)).count();
  }

  private boolean dearer(Rival rival, int forks, double size) {
    var there = new ArrayList<double[]>();
    var here = new ArrayList<double[]>();
    draw(forks, size, there, here);
    return rival.dearer(there, here);
  }

  private void draw(int forks, double size, List<double[]> there, List<double[]> here) {
    for (int i = 0; i < forks; i++) {
      there.add(again(either(), 1));
      here.add(again(either(), 1 + size));
    }
  }

  private double[] either() {
    var pair = recorded.get(random.nextInt(recorded.size()));
    return random.nextBoolean() ? baseline(pair) : candidate(pair);
  }

  private static double[] baseline(Recording.Recorded pair) {
    return pair.baseline().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// Without what was planted.
  private static double[] candidate(Recording.Recorded pair) {
    return pair.candidate().stream().mapToDouble(score -> score / (1 + pair.planted())).toArray();
  }

  private double[] again(double[] iterations, double factor) {
    return IntStream.range(0, iterations.length)
        .mapToDouble(_ -> factor * iterations[random.nextInt(iterations.length)])
        .toArray();
  }

  private double seconds() {
    return recorded.stream().mapToDouble(Recording.Recorded::seconds).average().orElseThrow();
  }

  /// Of so many pairs; negative where not all were recorded.
  private double cpuSeconds(int forks) {
    return recorded.stream().allMatch(pair -> pair.cpuSeconds() >= 0)
        ? forks
            * recorded.stream().mapToDouble(Recording.Recorded::cpuSeconds).average().orElseThrow()
        : -1;
  }
}
