package dev.dyno.bench.dashboard;

import dev.dyno.reports.html.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.function.Supplier;

/// The dashboard's own metrics, and what the last runs said.
///
/// | meter, as Prometheus names it | tags | what |
/// |---|---|---|
/// | `dyno_dashboard_requests_seconds` | `route`, `status` | requests and how long they took |
/// | `dyno_dashboard_live_pages` | | pages that listen |
/// | `dyno_last_run_verdicts` | `command`, `verdict` | of the last finished run of each command |
/// | `dyno_last_run_exit`, `…_timestamp_seconds` | `command` | its exit code, and when it began |
/// | `dyno_history` | `what` | series, findings, and series that wait to be followed |
final class Meters implements AutoCloseable {
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MultiGauge verdicts = MultiGauge.builder("dyno.last.run.verdicts").register(meters);
  private final MultiGauge exits = MultiGauge.builder("dyno.last.run.exit").register(meters);
  private final MultiGauge times =
      MultiGauge.builder("dyno.last.run.timestamp").baseUnit("seconds").register(meters);
  private final MultiGauge history = MultiGauge.builder("dyno.history").register(meters);
  private final HistoryDesk desk;
  private final RunsFolder runs;

  Meters(HistoryDesk desk, RunsFolder runs, Supplier<Number> listeners) {
    this.desk = desk;
    this.runs = runs;
    Gauge.builder("dyno.dashboard.live.pages", listeners)
        .description("Pages that listen to the run in progress")
        .register(meters);
  }

  /// A request was answered.
  void answered(String route, int status, Duration took) {
    meters
        .timer(
            "dyno.dashboard.requests", Tags.of("route", route, "status", Integer.toString(status)))
        .record(took);
  }

  /// All in Prometheus' text format 0.0.4.
  String scrape() {
    lastRuns();
    var glance = desk.glance();
    history.register(
        java.util.List.of(
            row("series", glance.view().tracks().size()),
            row("findings", glance.findings()),
            row("waiting", glance.waiting())),
        true);
    return meters.scrape();
  }

  private static Row<Number> row(String what, int number) {
    return Row.of(Tags.of("what", what), number);
  }

  private void lastRuns() {
    var counts = new ArrayList<Row<?>>();
    var codes = new ArrayList<Row<?>>();
    var begun = new ArrayList<Row<?>>();
    var seen = new HashSet<String>();
    for (var run : runs.list().runs()) {
      if (run.state() instanceof RunEntry.State.Ended(int exit) && seen.add(run.command())) {
        var command = Tags.of("command", run.command());
        codes.add(Row.of(command, exit));
        begun.add(Row.of(command, run.at().getEpochSecond()));
        for (var outcome : Outcome.values()) {
          counts.add(
              Row.of(
                  command.and("verdict", outcome.word()), run.verdicts().getOrDefault(outcome, 0)));
        }
      }
    }
    verdicts.register(counts, true);
    exits.register(codes, true);
    times.register(begun, true);
  }

  @Override
  public void close() {
    meters.close();
  }
}
