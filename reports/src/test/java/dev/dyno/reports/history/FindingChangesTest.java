package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.history.FindingChanges.Accepted;
import dev.dyno.reports.measurement.Ack;
import dev.dyno.reports.measurement.Glob;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is told of a series as its nights come: each thing once, and its end.
class FindingChangesTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");
  private static final SeriesKey KEY =
      new SeriesKey("m", "compare", "buffers", "a.A.b", new TreeMap<>(), "time/op");
  private static final Accepted NOTHING = new Accepted(List.of(), List.of());

  private final List<KnownFinding> known = new ArrayList<>();

  @Test
  void a_step_is_raised_once_however_many_nights_follow_and_ends_when_it_is_gone() {
    var levels = new ArrayList<Double>();
    int raised = 0;
    int ended = 0;
    for (int night = 0; night < 60; night++) {
      levels.add(night >= 20 && night < 40 ? 0.10 : 0.0);
      var changes = night(levels, NOTHING);
      raised += (int) changes.raised().stream().filter(KnownFinding::worse).count();
      ended += (int) changes.ended().stream().filter(KnownFinding::worse).count();
    }

    assertThat(raised).isEqualTo(1);
    assertThat(ended).isEqualTo(1);
    var worse = known.stream().filter(KnownFinding::worse).toList();
    assertThat(worse.getFirst().kind()).isEqualTo(KnownFinding.Kind.STEP);
    assertThat(worse.getFirst().state()).isEqualTo(KnownFinding.State.RESOLVED);
    assertThat(worse.getFirst().ending()).contains("back where it was");
  }

  @Test
  void a_quiet_series_raises_nothing() {
    var levels = new ArrayList<Double>();
    for (int night = 0; night < 60; night++) {
      levels.add(0.0);
      assertThat(night(levels, NOTHING).raised()).isEmpty();
    }
  }

  @Test
  void what_is_accepted_in_the_history_or_the_project_is_known_and_not_open() {
    var stored =
        new StoredAck("1", "A\\.b, buffers", "ok", "Ada", FIRST, LocalDate.parse("2999-01-01"));
    var project =
        new Ack(new Glob("a.A.*"), "time/op", 0.2, "c", "ok", LocalDate.parse("2999-01-01"));
    var over = new StoredAck("1", "A", "ok", "Ada", FIRST, LocalDate.parse("2025-01-01"));

    assertThat(stepped(new Accepted(List.of(stored), List.of())).state())
        .isEqualTo(KnownFinding.State.ACCEPTED);
    assertThat(stepped(new Accepted(List.of(), List.of(project))).state())
        .isEqualTo(KnownFinding.State.ACCEPTED);
    assertThat(stepped(new Accepted(List.of(over), List.of())).state())
        .isEqualTo(KnownFinding.State.OPEN);
  }

  @Test
  void a_step_whose_acceptance_is_over_is_told_again_and_once() {
    var ack = new StoredAck("1", "A", "ok", "Ada", FIRST, LocalDate.parse("2026-02-10"));
    var accepted = new Accepted(List.of(ack), List.of());
    var levels = steps(20, 30);
    assertThat(night(levels, accepted).raised().getFirst().state())
        .isEqualTo(KnownFinding.State.ACCEPTED);

    int told = 0;
    for (int night = 30; night < 60; night++) {
      levels.add(0.10);
      var raised = night(levels, accepted).raised();
      told += raised.size();
      assertThat(raised).allMatch(it -> it.state() == KnownFinding.State.OPEN);
    }

    assertThat(told).isEqualTo(1);
  }

  @Test
  void a_step_that_later_nights_hid_and_that_stands_again_is_told_again_five_nights_later() {
    var levels = steps(20, 30);
    var first = night(levels, NOTHING).raised().getFirst();
    var hidden = FIRST.plus(Duration.ofDays(30));
    known.replaceAll(it -> it.ended(KnownFinding.State.RESOLVED, hidden, "it no longer stands"));

    var told = new ArrayList<Integer>();
    for (int night = 31; night < 45; night++) {
      levels.add(0.10);
      if (!night(levels, NOTHING).raised().isEmpty()) {
        told.add(night);
      }
    }

    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).isBetween(35, 38);
    assertThat(known.getLast().id()).isNotEqualTo(first.id());
    assertThat(known.getLast().state()).isEqualTo(KnownFinding.State.OPEN);
  }

  private static List<Double> steps(int at, int nights) {
    var levels = new ArrayList<Double>();
    for (int night = 0; night < nights; night++) {
      levels.add(night >= at ? 0.10 : 0.0);
    }
    return levels;
  }

  @Test
  void what_was_there_long_before_anybody_looked_is_told_to_nobody() {
    var levels = new ArrayList<Double>();
    for (int night = 0; night < 80; night++) {
      levels.add(night >= 20 ? 0.10 : 0.0);
    }

    var changes = night(levels, NOTHING);

    assertThat(changes.raised()).hasSize(1);
    assertThat(changes.raised().getFirst().state()).isEqualTo(KnownFinding.State.OLD);
  }

  @Test
  void a_regression_is_open_until_the_gate_holds_or_it_is_accepted() {
    var first = gate(GateStanding.Kind.REGRESSED);
    assertThat(first.raised()).hasSize(1);
    assertThat(first.raised().getFirst().beforeCommit()).isEqualTo("good");
    assertThat(gate(GateStanding.Kind.REGRESSED).raised()).isEmpty();
    assertThat(gate(GateStanding.Kind.OPEN).ended()).as("nobody can tell").isEmpty();
    var end = gate(GateStanding.Kind.HOLDS);
    assertThat(end.ended().getFirst().state()).isEqualTo(KnownFinding.State.RESOLVED);
    assertThat(gate(GateStanding.Kind.REGRESSED).raised()).as("another one").hasSize(1);
    assertThat(gate(GateStanding.Kind.ACCEPTED).ended().getFirst().state())
        .isEqualTo(KnownFinding.State.ACCEPTED);
  }

  private int gates;

  private FindingChanges gate(GateStanding.Kind kind) {
    int number = gates++;
    var at = FIRST.plus(Duration.ofDays(number));
    var phase = new StoredNight.Phase("gate", "run" + number, "done", 3, "", at, at);
    var night =
        new StoredNight("n" + number, "m", "c" + number, "p", at, at, 1, false, List.of(phase));
    var row = new GateStanding(KEY, "good", kind, 0.5, "dearer");
    return applied(
        FindingChanges.of(
            known, new NightParcel(night, List.of(), List.of(row)), List.of(), NOTHING, at));
  }

  private KnownFinding stepped(Accepted accepted) {
    known.clear();
    var levels = new ArrayList<Double>();
    for (int night = 0; night < 40; night++) {
      levels.add(night >= 20 ? 0.10 : 0.0);
    }
    return night(levels, accepted).raised().getFirst();
  }

  private FindingChanges night(List<Double> levels, Accepted accepted) {
    var noise = new Random(7);
    var points = new ArrayList<Series.Point>();
    for (int i = 0; i < levels.size(); i++) {
      double effect = levels.get(i) + 0.005 * noise.nextGaussian();
      points.add(
          new Series.Point(
              "run" + i,
              FIRST.plus(Duration.ofDays(i)),
              "c" + i,
              10,
              10 * (1 + effect),
              effect,
              effect - 0.01,
              effect + 0.01,
              24,
              0.005,
              "Equivalent"));
    }
    var last = points.getLast();
    var night =
        new StoredNight(
            "n" + levels.size(),
            "m",
            last.commit(),
            "p",
            last.at(),
            last.at(),
            1,
            false,
            List.of());
    var findings = Findings.of(List.of(new Series(KEY, "us/op", points)), Series.Reading.EFFECT);
    return applied(
        FindingChanges.of(
            known,
            new NightParcel(night, List.of(), List.of()),
            List.of(findings),
            accepted,
            last.at()));
  }

  private FindingChanges applied(FindingChanges changes) {
    for (var ended : changes.ended()) {
      known.removeIf(it -> it.id().equals(ended.id()));
      known.add(ended);
    }
    known.addAll(changes.raised());
    return changes;
  }
}
