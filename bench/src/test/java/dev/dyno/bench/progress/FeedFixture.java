package dev.dyno.bench.progress;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Surroundings;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A feed without a run behind it. As a program it tells of one pair and waits to be killed.
public final class FeedFixture {
  public static final Plan.Planned FIRST = planned("auth-cache", "a.Auth.resolve");
  public static final Plan.Planned SECOND = planned("buffers", "a.Build.send");
  private static final Judge JUDGE = new Judge(Rule.of(List.of(6, 8, 24)));

  private FeedFixture() {}

  public static void main(String[] folder) throws Exception {
    try (var feed = open(Path.of(folder[0]))) {
      feed.paired(FIRST, pair(0, 100, 80));
      System.out.println("measuring");
      var _ = System.in.read(); // nobody writes
    }
  }

  public static RunFeed open(Path folder) throws IOException {
    return RunFeed.open(
        folder,
        "compare",
        "smoke",
        List.of(
            new RunFeed.Row(FIRST, "Auth.resolve", 24, 2),
            new RunFeed.Row(SECOND, "Build.send", 24, 2)),
        soFar -> JUDGE.judge(soFar, Metric.TIME));
  }

  public static Pair pair(int index, double baseline, double candidate) {
    return new Pair(index, fork(baseline), fork(candidate), new Surroundings(1.5, 0, 0, 0));
  }

  /// So many pairs of the first, clearly cheaper.
  public static Comparison comparison(int pairs) {
    return new Comparison(
        "auth-cache",
        "a.Auth.resolve",
        new TreeMap<>(),
        new Variant("none", "test", List.of()),
        new Variant("auth-cache", "test", List.of()),
        "time/op",
        Optional.empty(),
        IntStream.range(0, pairs).mapToObj(i -> pair(i, 100 + i % 2, 80)).toList(),
        List.of(),
        Ending.finished());
  }

  private static Fork fork(double score) {
    var turns =
        IntStream.range(0, 5)
            .mapToObj(_ -> new Turn(false, true, score, 10, 1, 1, 1, 1000, 0, 0, 0))
            .toList();
    return new Fork(1, "test", "1.37", "us/op", 0, List.of(), turns);
  }

  private static Plan.Planned planned(String toggle, String benchmark) {

    return new Plan.Planned(
        toggle,
        benchmark,
        new TreeMap<>(),
        new MeasuredVariant("none", Jdk.running(), List.of(), List.of(), new TreeMap<>()),
        new MeasuredVariant(toggle, Jdk.running(), List.of(), List.of(), new TreeMap<>()),
        "time/op",
        Optional.of(new Target("time/op", -0.5, "half of it")),
        new RunProfile.Turns(1, 5, Duration.ofMillis(20)),
        0);
  }
}
