package dev.dyno.reports.exchange;

import dev.dyno.reports.history.Fingerprint;
import dev.dyno.reports.history.SeriesKey;
import dev.dyno.reports.history.StoredEstimate;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.Machine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one run of JMH scored, by itself: there were no pairs, so that nobody can say whether a
/// difference to another run is the code's or the machine's.
///
/// @param at when it was taken
/// @param commit that it measured, or `unknown`
/// @param machine that measured
/// @param scores above 0
/// @param leftOut what cannot be followed, one sentence each
public record UnpairedRun(
    Instant at, String commit, Machine machine, List<Score> scores, List<String> leftOut) {

  /// In the place of a verdict, which there is none of.
  public static final String UNPAIRED = "Unpaired";

  /// In the place of the command.
  public static final String COMMAND = "jmh";

  private static final double LEAST = 1e-3;
  private static final double HALF_A_BYTE = 0.5;

  public UnpairedRun {
    scores = List.copyOf(scores);
    leftOut = List.copyOf(leftOut);
  }

  /// Whether a score has a place among others: a ratio to nothing says nothing.
  static boolean followed(String metric, double score) {
    double least = metric.equals("B/op") ? HALF_A_BYTE : Double.MIN_VALUE;
    return score >= least && Double.isFinite(score);
  }

  /// All that is left out.
  ///
  /// @param secondary names of metrics that are not followed
  static List<String> leftOut(List<String> scores, Set<String> secondary) {
    var all = new ArrayList<>(scores);
    if (!secondary.isEmpty()) {
      all.add("secondary metrics, which are not followed: " + String.join(", ", secondary));
    }
    return all;
  }

  /// One score.
  ///
  /// @param benchmark class and method
  /// @param params its parameters
  /// @param how mode, and threads where there are several: `avgt`, `thrpt 4 threads`
  /// @param metric such as `time/op`
  /// @param unit of the score
  /// @param score above 0
  /// @param low end of JMH's interval; [Double#NaN] where it told none
  /// @param high end of JMH's interval; [Double#NaN] where it told none
  /// @param confidence of the interval
  public record Score(
      String benchmark,
      SortedMap<String, String> params,
      String how,
      String metric,
      String unit,
      double score,
      double low,
      double high,
      double confidence) {

    public Score {
      params = new TreeMap<>(params);
      if (!(score > 0 && Double.isFinite(score))) {
        throw new IllegalArgumentException("score %s of %s".formatted(score, benchmark));
      }
    }

    private StoredEstimate against(double first) {
      boolean lessIsDearer = unit.startsWith("ops/");
      boolean told = low <= score && score <= high;
      double least = Math.max(told ? low : score, score * LEAST); // a cost has no end below 0
      double most = told && Double.isFinite(high) ? high : score;
      return new StoredEstimate(
          "unpaired %s %s".formatted(how, unit), // of another unit is another series
          benchmark,
          params,
          metric,
          unit,
          first,
          score,
          lessIsDearer ? first / score - 1 : score / first - 1,
          lessIsDearer ? first / most - 1 : least / first - 1,
          lessIsDearer ? first / least - 1 : most / first - 1,
          told ? confidence : 0,
          0,
          UNPAIRED,
          Double.POSITIVE_INFINITY,
          null);
    }
  }

  /// As a history keeps it: each score beside the first of its series, without a verdict.
  ///
  /// @param firsts the first score of each series; those of new series are added
  public StoredRun stored(Map<SeriesKey, Double> firsts) {
    var estimates = new ArrayList<StoredEstimate>();
    for (var score : scores) {
      var itself = score.against(score.score());
      double first = firsts.computeIfAbsent(key(itself), _ -> score.score());
      estimates.add(score.against(first));
    }
    return new StoredRun(
        id(), COMMAND, at, COMMAND, 0, COMMAND, commit, false, machine, estimates, List.of(),
        leftOut, List.of());
  }

  private SeriesKey key(StoredEstimate estimate) {
    return new SeriesKey(
        Fingerprint.of(machine),
        COMMAND,
        estimate.toggle(),
        estimate.benchmark(),
        estimate.params(),
        estimate.metric());
  }

  /// The same for the same scores, so that a file that is imported twice is stored once.
  private String id() {
    try {
      var text = "%s\n%s\n%s\n%s".formatted(at, commit, Fingerprint.of(machine), scores);
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }
}
