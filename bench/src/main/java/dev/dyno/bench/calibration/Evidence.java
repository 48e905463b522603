package dev.dyno.bench.calibration;

import dev.dyno.engine.embedded.latency.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Writes down how the figures of a profile were measured.
final class Evidence {

  private static final double DIGITS = 1000;

  private Evidence() {}

  static Map<String, Object> of(
      Asked asked, Surveyed surveyed, Stopwatch daemon, List<Learned.Row> rows) {
    var json = new LinkedHashMap<String, Object>();
    json.put("daemon", asked.daemon());
    json.put("version", surveyed.version());
    json.put("machine", surveyed.machine());
    json.put("date", surveyed.date());
    json.put("rounds", surveyed.rounds());
    json.put("roundsOfBatches", surveyed.batches());
    json.put("seed", asked.seed());
    json.put(
        "about",
        "measured: ms of the daemon; own: median ms of the embedded daemon at full speed, which the"
            + " replay takes anyway; speedUp: n at once against one after the other, measured and"
            + " replayed; residuals are root mean squares of logarithms. A kill is timed with the"
            + " wait after it, an exec with its creation and the look at its exit code; containers"
            + " have no network. CPU shares without a speedUp are assumed.");
    json.put("notLearned", notLearned(rows));
    var operations = new LinkedHashMap<String, Object>();
    rows.forEach(row -> operations.put(row.operation().label(), operation(row, daemon)));
    json.put("operations", operations);
    var transfers = new LinkedHashMap<String, Object>();
    for (var transfer : Timed.Transfer.values()) {
      if (daemon.of(transfer).length > 0) {
        transfers.put(
            transfer.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
            times(daemon.of(transfer)));
      }
    }
    json.put("transfers", transfers);
    return json;
  }

  /// What was surveyed.
  ///
  /// @param version of the daemon
  /// @param machine that it and we run on
  /// @param date as ISO 8601 writes it
  /// @param rounds of each operation alone that were finished
  /// @param batches of several at once that were finished
  record Surveyed(String version, String machine, String date, int rounds, int batches) {}

  private static List<String> notLearned(List<Learned.Row> rows) {
    var missing = new ArrayList<>(Operation.labels());
    rows.forEach(row -> missing.remove(row.operation().label()));
    return missing;
  }

  private static Map<String, Object> operation(Learned.Row row, Stopwatch daemon) {
    var json = new LinkedHashMap<String, Object>();
    var what =
        switch (row.operation()) {
          case PULL -> Timed.Transfer.PULL_SMALL;
          case PUSH -> Timed.Transfer.PUSH_AGAIN;
          default -> new Timed.Alone(row.operation());
        };
    json.put("measured", times(daemon.of(what)));
    json.put("own", rounded(row.own()));
    row.fit().ifPresent(fit -> json.put("residual", rounded(fit.residual())));
    row.sharing()
        .ifPresent(
            sharing -> {
              var speedUp = new LinkedHashMap<String, Object>();
              speedUp.put("measured", numbers(sharing.measured()));
              speedUp.put("replayed", numbers(sharing.replayed()));
              speedUp.put("residual", rounded(sharing.residual()));
              json.put("speedUp", speedUp);
            });
    return json;
  }

  private static Map<String, Object> times(double[] millis) {
    var quantiles = Quantiles.of(millis);
    var json = new LinkedHashMap<String, Object>();
    json.put("n", millis.length);
    json.put("min", rounded(quantiles.at(0)));
    json.put("p25", rounded(quantiles.at(0.25)));
    json.put("median", rounded(quantiles.median()));
    json.put("p75", rounded(quantiles.at(0.75)));
    json.put("p90", rounded(quantiles.at(0.9)));
    json.put("max", rounded(quantiles.at(1)));
    return json;
  }

  private static Map<String, Double> numbers(SortedMap<Integer, Double> values) {
    var json = new LinkedHashMap<String, Double>();
    values.forEach((number, value) -> json.put(number.toString(), rounded(value)));
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
