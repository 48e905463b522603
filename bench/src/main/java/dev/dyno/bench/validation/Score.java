package dev.dyno.bench.validation;

import dev.dyno.reports.statistics.ClopperPearson;

/// What one rule said of one benchmark, many times.
///
/// @param rule its name, for people
/// @param state of the machine
/// @param benchmark which work
/// @param planted by how much the candidate really was slowed down, as a share; 0 for the same code
/// @param threshold that the rule was asked to hold, as a share; 0 where it has none
/// @param trials verdicts
/// @param dearer of them, how many called the candidate dearer: false alarms where nothing was
///     planted
/// @param cheaper how many called it cheaper
/// @param same how many said that nothing changed
/// @param pairs mean number of forks a side to a verdict
/// @param seconds mean wall time to a verdict, starts of the JVMs included
/// @param cpuSeconds mean CPU time of all forks to a verdict; negative where it was not recorded
/// @param overWald mean number of pairs over that of Wald's test with known spread; 0 where it does
///     not apply
public record Score(
    String rule,
    String state,
    String benchmark,
    double planted,
    double threshold,
    int trials,
    int dearer,
    int cheaper,
    int same,
    double pairs,
    double seconds,
    double cpuSeconds,
    double overWald) {

  /// The rule of this program.
  public static final String OURS = "dyno";

  private static final double CONFIDENCE = 0.95;

  public Score {
    if (trials < 1 || dearer < 0 || cheaper < 0 || same < 0 || dearer + cheaper + same > trials) {
      throw new IllegalArgumentException(
          "%d dearer, %d cheaper and %d the same of %d verdicts"
              .formatted(dearer, cheaper, same, trials));
    }
  }

  /// How often it calls the candidate dearer, with its 95 % interval.
  public ClopperPearson calledDearer() {
    return ClopperPearson.of(dearer, trials, CONFIDENCE);
  }

  /// As a share, 0 to 1.
  public double share() {
    return (double) dearer / trials;
  }

  /// Whether nothing was planted.
  public boolean sameCode() {
    return planted == 0;
  }

  /// The threshold at which a planted slowdown of this size is clearly beyond: about half of it.
  ///
  /// @param planted as a share; 0 for the same code
  public static double thresholdFor(double planted) {
    if (planted == 0 || planted >= 0.1) {
      return 0.05;
    }
    return planted >= 0.05 ? 0.02 : planted / 2;
  }
}
