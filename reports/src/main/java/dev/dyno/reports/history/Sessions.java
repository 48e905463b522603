package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.statistics.BetweenSessions;
import dev.dyno.reports.statistics.ClopperPearson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What comparisons of the same code say together.
final class Sessions {

  /// What a judge takes between sessions where it knows nothing.
  private static final double ASSUMED = 0.005;

  /// So few do not show that there is less between sessions than assumed: their own errors are
  /// larger than what is looked for.
  private static final int ENOUGH_FOR_LESS = 30;

  /// The last verdicts, some thirty runs of a suite: a machine changes.
  private static final int MOST = 2000;

  private Sessions() {}

  /// @param all of one machine, in time order
  static Optional<Qualified> qualified(List<SameCodeSession> all) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    int alarms = (int) all.stream().filter(each -> each.verdict().equals("Regressed")).count();
    var share = ClopperPearson.of(alarms, all.size(), 0.95);
    var recent = all.subList(Math.max(0, all.size() - MOST), all.size());
    var between = between(recent);
    double deviation =
        between.sessions() < ENOUGH_FOR_LESS
            ? Math.max(ASSUMED, between.deviation())
            : between.deviation();
    var latest = new LinkedHashMap<String, SameCodeSession>();
    boolean anyIdle = recent.stream().anyMatch(each -> each.busyLoops() == 0);
    recent.stream()
        .filter(each -> each.busyLoops() == 0 || !anyIdle) // what it sees when nobody disturbs it
        .forEach(each -> latest.put(each.benchmark(), each));
    var floors =
        latest.values().stream().mapToDouble(SameCodeSession::detectable).sorted().toArray();
    return Optional.of(
        new Qualified(
            all.getLast().beganAt(),
            all.size(),
            alarms,
            share.low(),
            share.high(),
            floors[floors.length / 2],
            latest.size(),
            deviation,
            between.sessions()));
  }

  /// Verdicts of one run on one benchmark are one session's, however many they are.
  private static BetweenSessions between(List<SameCodeSession> verdicts) {
    var sessions = new LinkedHashMap<Cell, List<SameCodeSession>>();
    verdicts.forEach(
        each ->
            sessions
                .computeIfAbsent(
                    new Cell(each.beganAt(), each.benchmark(), each.busyLoops()),
                    _ -> new ArrayList<>())
                .add(each));
    int runs = (int) verdicts.stream().map(SameCodeSession::beganAt).distinct().count();
    return BetweenSessions.of(
        sessions.values().stream().map(Sessions::session).toList(), runs, ASSUMED);
  }

  private record Cell(Instant began, String benchmark, int busyLoops) {}

  private static BetweenSessions.Session session(List<SameCodeSession> verdicts) {
    return BetweenSessions.Session.of(
        verdicts.stream().mapToDouble(SameCodeSession::mean).toArray(),
        verdicts.stream().mapToDouble(SameCodeSession::standardError).toArray(),
        verdicts.stream().mapToInt(SameCodeSession::pairs).toArray());
  }
}
