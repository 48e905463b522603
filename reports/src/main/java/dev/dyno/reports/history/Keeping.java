package dev.dyno.reports.history;

import dev.dyno.reports.statistics.ChangePoints;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Decides which runs stay, and lets the others go.
///
/// @param view all runs, and which are points of which series
/// @param findings all that are known
/// @param acks all that were given
/// @param today decides which acks still count
record Keeping(
    HistoryMirror.View view, List<KnownFinding> findings, List<StoredAck> acks, LocalDate today) {

  private static final int AROUND = ChangePoints.usual().window();
  private static final int AT_A_TIME = 500;

  /// Days, the day of the beginning not counted, after which nothing is being measured any more: a
  /// run has 12 hours unless somebody gave it more.
  private static final int MEASURED_WITHIN = 2;

  /// As it is within a transaction.
  static Keeping of(Handle handle, LocalDate today) {
    var tables = new FindingTables(handle);
    return new Keeping(HistoryMirror.whole(handle), tables.all(), tables.acks(), today);
  }

  Pruned under(Retention retention) {
    var kept = asked(retention);
    int asked = kept.cardinality();
    view.tracks().forEach(track -> kept.set(track.run(track.size() - 1)));
    int lasts = kept.cardinality() - asked;
    findings.forEach(finding -> keep(finding, kept));
    var gone = new ArrayList<RunLine>();
    for (int i = kept.nextClearBit(0); i < view.runs().size(); i = kept.nextClearBit(i + 1)) {
      gone.add(view.runs().get(i));
    }
    return new Pruned(gone, kept.cardinality(), lasts, kept.cardinality() - asked - lasts);
  }

  /// What the retention itself keeps: the newest first, so that the first of a week is its last.
  private BitSet asked(Retention retention) {
    var kept = new BitSet(view.runs().size());
    var nights = new HashMap<List<String>, Set<LocalDate>>();
    var weeks = new HashSet<List<Object>>();
    for (int i = view.runs().size() - 1; i >= 0; i--) {
      var run = view.runs().get(i);
      var whose = List.of(run.machine(), run.command());
      var day = day(run.at());
      var newest = nights.computeIfAbsent(whose, _ -> new HashSet<>());
      boolean recent = newest.size() < retention.nights() || newest.contains(day);
      if (recent && retention.nights() > 0) {
        newest.add(day);
        kept.set(i);
      }
      var week =
          List.<Object>of(
              whose,
              day.get(IsoFields.WEEK_BASED_YEAR),
              day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      if (weeks.add(week) && !run.at().isBefore(retention.weeklySince())) {
        kept.set(i);
      }
      if (!run.at().isBefore(retention.since())) {
        kept.set(i);
      }
    }
    return kept;
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private void keep(KnownFinding finding, BitSet kept) {
    boolean needed =
        switch (finding.state()) {
          case OPEN -> true;
          case ACCEPTED -> accepted(finding.title());
          case RESOLVED, OLD -> false;
        };
    for (var track : view.tracks()) {
      if (track.id() == finding.series()) {
        int at = place(track, finding.sinceRun());
        int around = needed ? AROUND : 0;
        for (int i = Math.max(0, at - around); at >= 0 && i <= at + around; i++) {
          if (i < track.size()) {
            kept.set(track.run(i));
          }
        }
      }
    }
  }

  /// Until the acks of it in the history are over. One that the project's file accepts has none
  /// here, and nobody knows its end.
  private boolean accepted(String title) {
    var own = acks.stream().filter(ack -> ack.isOf(title)).toList();
    return own.isEmpty() || own.stream().anyMatch(ack -> ack.counts(today));
  }

  private int place(Track track, String run) {
    for (int i = 0; i < track.size(); i++) {
      if (view.run(track, i).id().equals(run)) {
        return i;
      }
    }
    return -1;
  }

  static void forget(List<RunLine> gone, LocalDate today, Handle handle) {
    for (int i = 0; i < gone.size(); i += AT_A_TIME) {
      handle
          .createUpdate("DELETE FROM run WHERE id IN (<runs>)")
          .bindList(
              "runs",
              gone.subList(i, Math.min(gone.size(), i + AT_A_TIME)).stream()
                  .map(RunLine::id)
                  .toList())
          .execute();
    }
    gone.stream()
        .map(RunLine::at)
        .max(Comparator.naturalOrder())
        .ifPresent(newest -> forgetShared(earlier(newest, today), handle));
  }

  /// One of yesterday or today may be measured still, and none of its shards stored yet.
  private static Instant earlier(Instant newest, LocalDate today) {
    var ended = today.minusDays(MEASURED_WITHIN).atStartOfDay(ZoneOffset.UTC).toInstant();
    return newest.isBefore(ended) ? newest : ended;
  }

  /// What several machines measured goes with the last of its runs.
  private static void forgetShared(Instant newest, Handle handle) {
    handle
        .createUpdate(
            """
            DELETE FROM shared_run WHERE begun_at <= :newest AND NOT EXISTS (
              SELECT 1 FROM shard JOIN run ON run.id = shard.run
              WHERE shard.shared_run = shared_run.id AND shard.command = shared_run.command)
            """)
        .bind("newest", newest.toEpochMilli())
        .execute();
  }
}
