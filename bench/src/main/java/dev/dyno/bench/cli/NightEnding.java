package dev.dyno.bench.cli;

import dev.dyno.bench.alert.Couriers;
import dev.dyno.bench.alert.Delivery;
import dev.dyno.bench.nightly.Night;
import dev.dyno.bench.nightly.NightDesk;
import dev.dyno.bench.nightly.NightFolder;
import dev.dyno.bench.nightly.SharedNight;
import dev.dyno.reports.export.NightResult;
import dev.dyno.reports.history.FindingChanges;
import dev.dyno.reports.history.GateStanding;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.NightParcel;
import dev.dyno.reports.history.Series;
import dev.dyno.reports.history.StoredNight;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.Ack;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends a night whose phases are over: into the history, what it found, who is told, its files.
/// Each step may be done again after a kill, and comes to the same.
///
/// @param acks of the project's `dyno.yaml`
record NightEnding(
    NightDesk desk,
    HistoryStore store,
    Couriers couriers,
    Optional<List<Ack>> acks,
    NightTelling telling) {

  /// The exit code of a night that is not concluded.
  private static final int OPEN = 1;

  /// Sends the nights that the history did not take.
  void sendKept() throws IOException {
    var kept = desk.kept();
    kept.spoiled().forEach(why -> telling.say("it stays kept, and cannot be read: " + why));
    for (var parcel : kept.nights()) {
      try {
        store.append(parcel);
        concluded(parcel);
        desk.sent(parcel);
        telling.say("kept since %s, and stored now".formatted(parcel.night().startedAt()));
      } catch (HistoryException still) { // the others may be taken
        telling.say(
            "the night of %s stays kept: %s"
                .formatted(parcel.night().startedAt(), still.getMessage()));
      }
    }
  }

  /// Sends the alerts that wait.
  Delivery.Round deliver() throws InterruptedException {
    try {
      return new Delivery(couriers, Thread::sleep).send(store);
    } catch (HistoryException failed) {
      return new Delivery.Round(0, 0, 0, List.of("nobody could be told: " + failed.getMessage()));
    }
  }

  /// Ends it.
  NightResult end(Night night, NightFolder folder) throws IOException, InterruptedException {
    var warnings = new ArrayList<>(night.warnings());
    NightResult result;
    try {
      var parcel = parcel(night, folder);
      // The shards of a night overlap: none of them comes after another.
      parcel = SharedNight.any(night) ? parcel : behind(parcel, last(night));
      result = stored(night, parcel, warnings);
    } catch (HistoryException gone) {
      var parcel = parcel(night, folder);
      desk.keep(parcel);
      warnings.add(
          "%s. The night is kept, and stored by the next start".formatted(gone.getMessage()));
      int exit = worst(parcel, true);
      result =
          result(
              night,
              concluded(parcel.night(), exit == 0 ? ExitCode.ENVIRONMENT.number() : exit),
              false,
              new FindingChanges(List.of(), List.of()),
              new Delivery.Round(0, 0, 0, warnings));
    }
    NightTelling.write(result, folder.folder());
    desk.finish();
    return result;
  }

  private NightResult stored(Night night, NightParcel parcel, List<String> warnings)
      throws HistoryException, InterruptedException {
    store.append(parcel);
    var changes = concluded(parcel);
    var known = inStore(parcel.night());
    var round = deliver();
    warnings.addAll(round.sentences());
    return result(
        night,
        known,
        true,
        changes,
        new Delivery.Round(round.sent(), round.waiting(), round.refused(), warnings));
  }

  private static NightResult result(
      Night night,
      StoredNight stored,
      boolean inHistory,
      FindingChanges changes,
      Delivery.Round round) {
    return new NightResult(
        "dyno/1",
        stored,
        night.lastGood(),
        night.range(),
        inHistory,
        changes.raised(),
        changes.ended(),
        new NightResult.Alerts(round.sent(), round.waiting(), round.refused()),
        round.sentences());
  }

  /// What a night found, once it is stored.
  private FindingChanges concluded(NightParcel parcel) throws HistoryException {
    if (inStore(parcel.night()).exit() != OPEN) {
      return before(parcel.night());
    }
    var accepted = new FindingChanges.Accepted(store.acks(), acks.orElse(List.of()));
    var series =
        store.series().stream()
            .filter(it -> it.key().machine().equals(parcel.night().machine()))
            .toList();
    // A toggle's effect cancels what the machine did; a gate's baseline moves from night to night.
    var findings =
        List.of(
            store.follow(
                series.stream().filter(it -> !it.key().ofGate()).toList(), Series.Reading.EFFECT),
            store.follow(
                series.stream().filter(it -> it.key().ofGate()).toList(),
                Series.Reading.CANDIDATE));
    var now = couriers.clock().instant();
    var changes = FindingChanges.of(store.findings(), parcel, findings, accepted, now);
    boolean worse =
        changes.raised().stream()
            .anyMatch(it -> it.state() == KnownFinding.State.OPEN && it.worse());
    int exit =
        worse ? ExitCode.REGRESSED.number() : worst(parcel, regressed(parcel, accepted, now));
    boolean good = exit == 0 && parcel.night().good();
    store.conclude(changes, couriers.names(), parcel.night().id(), exit, good);
    return changes;
  }

  private StoredNight inStore(StoredNight night) throws HistoryException {
    return store.nights(night.machine(), Integer.MAX_VALUE).stream()
        .filter(it -> it.id().equals(night.id()))
        .findFirst()
        .orElse(night);
  }

  /// What a night found that was concluded, and then killed.
  private FindingChanges before(StoredNight night) throws HistoryException {
    var findings = store.findings();
    return new FindingChanges(
        findings.stream().filter(it -> !it.raisedAt().isBefore(night.endedAt())).toList(),
        findings.stream()
            .filter(it -> it.raisedAt().isBefore(night.endedAt()))
            .filter(it -> it.state() != KnownFinding.State.OPEN)
            .filter(it -> !it.endedAt().isBefore(night.endedAt()))
            .toList());
  }

  private static boolean regressed(
      NightParcel parcel, FindingChanges.Accepted accepted, Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    return parcel.gate().stream()
        .filter(row -> row.kind() == GateStanding.Kind.REGRESSED)
        .anyMatch(row -> accepted.why(row.series(), row.change(), today).isEmpty());
  }

  private static StoredNight concluded(StoredNight night, int exit) {
    return new StoredNight(
        night.id(),
        night.machine(),
        night.commit(),
        night.profile(),
        night.startedAt(),
        night.endedAt(),
        exit,
        exit == 0 && night.good(),
        night.phases());
  }

  /// The exit code of the phases together.
  ///
  /// @param regressed whether a regression of the gate still counts
  private static int worst(NightParcel parcel, boolean regressed) {
    var exits =
        parcel.night().phases().stream()
            .map(StoredNight.Phase::exit)
            .filter(exit -> regressed || exit != ExitCode.REGRESSED.number())
            .toList();
    return ExitCode.worst(exits);
  }

  private static NightParcel parcel(Night night, NightFolder folder) throws IOException {
    var phases = new ArrayList<StoredNight.Phase>();
    var runs = new ArrayList<StoredRun>();
    var rows = new ArrayList<GateStanding>();
    for (var phase : night.phases()) {
      var done = folder.done(phase);
      if (done.isEmpty()) {
        phases.add(
            new StoredNight.Phase(
                phase.name(),
                "",
                "unfinished",
                ExitCode.NOTHING_MEASURED.number(),
                "the night ended before it was whole",
                night.startedAt(),
                night.startedAt()));
        continue;
      }
      phases.add(done.get());
      var file = folder.of(phase).resolve(MeasurementFile.NAME);
      if (!done.get().run().isEmpty() && Files.exists(file)) {
        var judged = Judged.of(MeasurementFile.read(file));
        runs.add(StoredRun.of(judged));
        rows.addAll(GateStanding.of(judged));
      }
    }
    var ended =
        phases.stream()
            .map(StoredNight.Phase::endedAt)
            .max(Instant::compareTo)
            .orElse(night.startedAt());
    return new NightParcel(night.stored(phases, night.startedAt(), ended), runs, rows);
  }

  /// When the last other night of the machine ended.
  private Instant last(Night night) throws HistoryException {
    return store.nights(night.machine(), 2).stream()
        .filter(it -> !it.id().equals(night.id()))
        .map(StoredNight::endedAt)
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  /// A series is in the order of its dates: a night whose clock went back comes after the one
  /// before it all the same.
  private static NightParcel behind(NightParcel parcel, Instant last) {
    var night = parcel.night();
    if (night.startedAt().isAfter(last)) {
      return parcel;
    }
    var runs = new ArrayList<StoredRun>();
    for (var run : parcel.runs()) {
      runs.add(run.at(last.plusMillis(runs.size() + 1L)));
    }
    var ended = last.plusMillis(runs.size() + 1L);
    return new NightParcel(
        new StoredNight(
            night.id(),
            night.machine(),
            night.commit(),
            night.profile(),
            last.plusMillis(1),
            ended,
            night.exit(),
            night.good(),
            night.phases()),
        runs,
        parcel.gate());
  }
}
