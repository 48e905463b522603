package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Ack;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a night adds to the findings that are known: never the same one twice.
///
/// A change point is the same when it is of the same series and direction and at most 5 points from
/// where it was found first, since more nights move it a little; a regression that a gate told of
/// is not told again as a change point. One that still stands is told again when it is accepted no
/// longer, or when it was resolved since later nights hid it, then at the earliest 5 nights later.
///
/// @param raised new ones, in the order of their series
/// @param ended known ones that were open, as they stand now
public record FindingChanges(List<KnownFinding> raised, List<KnownFinding> ended) {

  private static final int NEAR = 5;
  private static final int OLD = 30;
  private static final double BACK = 0.25;

  public FindingChanges {
    raised = List.copyOf(raised);
    ended = List.copyOf(ended);
  }

  /// What is accepted.
  ///
  /// @param stored in the history
  /// @param project in its `dyno.yaml`
  public record Accepted(List<StoredAck> stored, List<Ack> project) {

    /// Why a change is accepted, if it is.
    public Optional<String> why(SeriesKey series, double change, LocalDate day) {
      for (var ack : stored) {
        if (ack.covers(series.title(), day)) {
          return Optional.of("accepted by %s: %s".formatted(ack.by(), ack.reason()));
        }
      }
      for (var ack : project) {
        if (ack.benchmarks().matches(series.benchmark())
            && ack.metric().equals(series.metric())
            && change <= ack.allow()
            && !ack.expired(day)) {
          return Optional.of("accepted in dyno.yaml: " + ack.reason());
        }
      }
      return Optional.empty();
    }
  }

  /// Compares.
  ///
  /// @param known all that was found before
  /// @param night whose gate counts
  /// @param findings of all series, this night's points among them
  /// @param now when this is
  public static FindingChanges of(
      List<KnownFinding> known,
      NightParcel night,
      List<Findings> findings,
      Accepted accepted,
      Instant now) {
    var making = new Making(new ArrayList<>(known), night, accepted, now);
    night.gate().forEach(making::gate);
    findings.forEach(making::follow);
    return new FindingChanges(making.raised, making.ended);
  }

  private static final class Making {
    private final List<KnownFinding> known;
    private final NightParcel night;
    private final Accepted accepted;
    private final Instant now;
    private final LocalDate today;
    private final List<KnownFinding> raised = new ArrayList<>();
    private final List<KnownFinding> ended = new ArrayList<>();

    Making(List<KnownFinding> known, NightParcel night, Accepted accepted, Instant now) {
      this.known = known;
      this.night = night;
      this.accepted = accepted;
      this.now = now;
      this.today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    void gate(GateStanding row) {
      var open =
          known.stream()
              .filter(it -> it.series() == row.series().id())
              .filter(it -> it.kind() == KnownFinding.Kind.REGRESSED)
              .filter(it -> it.state() == KnownFinding.State.OPEN)
              .findFirst();
      switch (row.kind()) {
        case REGRESSED -> {
          if (open.isEmpty()) {
            regressed(row);
          } else {
            accept(open.get(), row.series());
          }
        }
        case HOLDS ->
            open.ifPresent(
                it -> end(it, KnownFinding.State.RESOLVED, "the gate holds: " + row.sentence()));
        case ACCEPTED -> open.ifPresent(it -> end(it, KnownFinding.State.ACCEPTED, row.sentence()));
        case OPEN -> {} // nobody can tell: it stays as it is
      }
    }

    private void regressed(GateStanding row) {
      var commit = night.night().commit();
      var before =
          known.stream()
              .filter(it -> it.series() == row.series().id() && it.sinceCommit().equals(commit))
              .filter(it -> it.kind() == KnownFinding.Kind.REGRESSED)
              .filter(it -> it.state() == KnownFinding.State.ACCEPTED)
              .findFirst();
      if (before.isPresent() && accepted.why(row.series(), row.change(), today).isPresent()) {
        return; // accepted already, and it still is
      }
      raise(
          row.series(),
          KnownFinding.Kind.REGRESSED,
          row.change(),
          row.baseline(),
          commit,
          night.night().phases().stream()
              .filter(it -> it.name().equals("gate"))
              .map(StoredNight.Phase::run)
              .findFirst()
              .orElse(night.night().id()),
          0,
          row.sentence(),
          false);
    }

    void follow(Findings findings) {
      for (var followed : findings.followed()) {
        var standing =
            findings.found().stream()
                .filter(it -> it.series().key().equals(followed.series().key()))
                .toList();
        standing.forEach(it -> found(it, followed));
        List.copyOf(known).stream()
            .filter(it -> it.series() == followed.series().key().id())
            .filter(it -> it.kind() != KnownFinding.Kind.REGRESSED)
            .filter(it -> it.state() == KnownFinding.State.OPEN)
            .forEach(it -> reviewed(it, followed, standing));
      }
    }

    private void found(Findings.Found found, Findings.Followed followed) {
      var series = found.series();
      var before = known.stream().filter(it -> same(it, found)).toList();
      var last = before.stream().max(Comparator.comparing(KnownFinding::raisedAt));
      if (last.isPresent() && !isDueAgain(last.get(), found, followed)) {
        return;
      }
      var finding = found.finding();
      var kind =
          switch (finding) {
            case Finding.Step _ -> KnownFinding.Kind.STEP;
            case Finding.Drift _ -> KnownFinding.Kind.DRIFT;
          };
      raise(
          series.key(),
          kind,
          finding.change(),
          found.before().commit(),
          found.since().commit(),
          found.since().run(),
          before.size(),
          "%s %s %+.1f %%"
              .formatted(
                  kind == KnownFinding.Kind.STEP ? "stepped" : "creeps",
                  finding.change() > 0 ? "dearer by" : "cheaper by",
                  100 * finding.change()),
          before.isEmpty() && series.points().size() - finding.shownAt() > OLD);
    }

    /// Whether what ended and still stands is to be told once more.
    private boolean isDueAgain(
        KnownFinding known, Findings.Found found, Findings.Followed followed) {
      if (!known.worse() || isBack(known, followed)) {
        return false;
      }
      return switch (known.state()) {
        case OPEN, OLD -> false;
        case ACCEPTED ->
            accepted.why(found.series().key(), found.finding().change(), today).isEmpty();
        case RESOLVED ->
            found.series().points().stream().filter(it -> it.at().isAfter(known.endedAt())).count()
                >= NEAR;
      };
    }

    private static boolean same(KnownFinding known, Findings.Found found) {
      if (known.series() != found.series().key().id()
          || known.worse() != (found.finding().change() > 0)) {
        return false;
      }
      int was = place(found.series(), known.sinceRun());
      int is = place(found.series(), found.since().run());
      return was >= 0 && Math.abs(was - is) <= NEAR;
    }

    private static int place(Series series, String run) {
      for (int i = 0; i < series.points().size(); i++) {
        if (series.points().get(i).run().equals(run)) {
          return i;
        }
      }
      return -1;
    }

    private void raise(
        SeriesKey series,
        KnownFinding.Kind kind,
        double change,
        String before,
        String since,
        String run,
        int told,
        String sentence,
        boolean old) {
      var why = accepted.why(series, change, today);
      var state =
          old
              ? KnownFinding.State.OLD
              : why.isPresent() ? KnownFinding.State.ACCEPTED : KnownFinding.State.OPEN;
      var finding =
          new KnownFinding(
              id(series, kind, told == 0 ? run : "%s again %d".formatted(run, told)),
              series.id(),
              series.title(),
              kind,
              change,
              before,
              since,
              run,
              sentence,
              now,
              state,
              now,
              old ? "was there before anybody looked" : why.orElse(""));
      if (known.stream().noneMatch(it -> it.id().equals(finding.id()))) {
        known.add(finding);
        raised.add(finding);
      }
    }

    private void reviewed(
        KnownFinding open, Findings.Followed followed, List<Findings.Found> standing) {
      if (raised.contains(open)) {
        return;
      }
      var key = followed.series().key();
      if (accept(open, key)) {
        return;
      }
      if (place(followed.series(), open.sinceRun()) < 0) {
        return; // its run was pruned: nobody can tell any more
      }
      if (standing.stream().noneMatch(it -> same(open, it))) {
        end(open, KnownFinding.State.RESOLVED, "with more nights, it no longer stands");
      } else if (open.worse() && isBack(open, followed)) {
        end(open, KnownFinding.State.RESOLVED, "the series is back where it was");
      }
    }

    private boolean accept(KnownFinding open, SeriesKey key) {
      var why = accepted.why(key, open.change(), today);
      why.ifPresent(it -> end(open, KnownFinding.State.ACCEPTED, it));
      return why.isPresent();
    }

    /// At most a quarter of the change is left between the level before it and the last one.
    private static boolean isBack(KnownFinding open, Findings.Followed followed) {
      int at = place(followed.series(), open.sinceRun());
      var segments = followed.trend().segments();
      double before = segments.getFirst().level();
      for (var segment : segments) {
        if (segment.to() <= at + NEAR && segment.from() < at - 1) {
          before = segment.level();
        }
      }
      var last = segments.getLast();
      return last.from() > at + 1 && last.level() - before <= BACK * Math.log1p(open.change());
    }

    private void end(KnownFinding finding, KnownFinding.State state, String how) {
      var after = finding.ended(state, now, how);
      known.set(known.indexOf(finding), after);
      ended.add(after);
    }

    private static String id(SeriesKey series, KnownFinding.Kind kind, String run) {
      try {
        var sha = MessageDigest.getInstance("SHA-256");
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(series.id()).array());
        sha.update((kind + " " + run).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible); // every JDK has it
      }
    }
  }
}
