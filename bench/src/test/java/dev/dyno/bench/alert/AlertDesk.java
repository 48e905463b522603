package dev.dyno.bench.alert;

import dev.dyno.reports.history.FindingChanges;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.policy.Alerts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A real store with findings, and whoever sends what is to be told of them.
abstract class AlertDesk {
  static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
  static final Map<String, String> ENVIRONMENT =
      Map.of("HOOK_SECRET", "keep it", "MAIL_PASSWORD", "open sesame");

  @TempDir Path folder;

  HistoryStore store;
  final List<Duration> paused = new ArrayList<>();

  @BeforeEach
  void openStore() throws Exception {
    store = HistoryStore.open(folder.resolve("history.db").toString());
  }

  final void raise(KnownFinding finding, Alerts alerts) throws Exception {
    store.conclude(
        new FindingChanges(List.of(finding), List.of()),
        alerts.targets().stream().map(Alerts.Target::name).toList(),
        "night",
        3,
        false);
  }

  final Delivery.Round send(Alerts alerts) throws Exception {
    return send(alerts, Duration.ofSeconds(5));
  }

  final Delivery.Round send(Alerts alerts, Duration patience) throws Exception {
    return send(alerts, Clock.fixed(NOW, ZoneOffset.UTC), patience);
  }

  final Delivery.Round send(Alerts alerts, Clock clock, Duration patience) throws Exception {
    var couriers = Couriers.of(alerts, folder, ENVIRONMENT, clock, patience);
    return new Delivery(couriers, paused::add).send(store);
  }

  static KnownFinding finding(String id) {
    return new KnownFinding(
        id,
        1,
        "A.b n=1, gate, time/op",
        KnownFinding.Kind.REGRESSED,
        0.12,
        "c1",
        "c2",
        "run",
        "dearer by 12 % <really>",
        NOW,
        KnownFinding.State.OPEN,
        NOW,
        "");
  }
}
