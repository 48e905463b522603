package dev.dyno.bench.validation;

import java.util.ArrayList;
import java.util.List;

/// The judge on forks that run at one of two speeds, as a JIT's luck has it: the same code on both
/// sides, so that nothing may be called dearer. What differs beside the speeds is recorded noise, a
/// third as wide, since it is quiet noise that makes luck look certain.
///
/// @param simulation that draws and judges
/// @param recording whose noise it is
record TwoSpeedScores(Simulation simulation, Recording recording) {

  private static final List<Double> SHARES = List.of(0.1, 0.3, 0.5);
  private static final List<Double> GAPS = List.of(0.05, 0.1, 0.2, 0.4);
  private static final double WIDTH = 1.0 / 3;
  private static final double THRESHOLD = 0.05;

  /// Gaps below the threshold would be Equivalent, whatever is called significant.
  private static final double HARDER = 0.02;

  List<Score> scores() {
    var noise = Noise.of(recording.of(recording.benchmarks().getFirst(), "turns"));
    var scores = new ArrayList<Score>();
    for (double share : SHARES) {
      for (double gap : GAPS) {
        scores.add(
            simulation.score(
                Score.OURS,
                "2 speeds",
                "%.0f%% slow +%.0f%%".formatted(100 * share, 100 * gap),
                noise.withTwoSpeeds(WIDTH, share, gap),
                0,
                gap <= THRESHOLD ? HARDER : THRESHOLD,
                simulation.planted()));
      }
    }
    return scores;
  }
}
