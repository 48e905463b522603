package dev.dyno.bench.cli;

import dev.dyno.bench.calibration.Asked;
import dev.dyno.bench.calibration.Learned;
import dev.dyno.engine.embedded.latency.LatencyProfile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// A calibration for people.
final class CalibrationTable {

  private static final double MEGABYTE = 1e6;

  private CalibrationTable() {}

  /// What would be done.
  static String plan(Asked asked, Path file) {
    return """
        %s: %d rounds of every operation alone, %d of %s containers at once, %d of pushes and pulls;
        no round starts after %s; seed %d; writes %s"""
        .formatted(
            asked.daemon(),
            asked.rounds(),
            asked.dearRounds(),
            Asked.NUMBERS,
            asked.dearRounds(),
            ProgressLine.time(asked.budget()),
            asked.seed(),
            file);
  }

  static String of(Learned learned) {
    var table = new StringBuilder();
    table.append(
        line("operation", "n", "median", "p90", "own", "fit", "p90", "off", "cores", "places"));
    for (var row : learned.rows()) {
      table.append(line(row, learned.profile()));
    }
    table.append(
        "Times in ms. own: the embedded daemon's at full speed, which the fit leaves out; ");
    table.append("off: of the fitted distribution.\n");
    for (var row : learned.rows()) {
      row.sharing().ifPresent(sharing -> table.append(atOnce(row, sharing)));
    }
    var pace = learned.profile().registry();
    return table
        .append(
            "registry: round trip %s ms, layers inflated at %s, sent at %s%n"
                .formatted(
                    number(pace.roundTripMillis()),
                    rate(pace.inflatedBytesPerSecond()),
                    rate(pace.uploadBytesPerSecond())))
        .toString();
  }

  private static String line(Learned.Row row, LatencyProfile profile) {
    var latency = profile.of(row.operation());
    return line(
        row.operation().label(),
        Integer.toString(row.number()),
        number(row.median()),
        number(row.p90()),
        number(row.own()),
        row.fit().map(fit -> number(fit.median())).orElse("-"),
        row.fit().map(fit -> number(fit.p90())).orElse("-"),
        row.fit().map(fit -> percent(fit.residual())).orElse("-"),
        row.fit().isEmpty()
            ? "-"
            : "%.1f%s".formatted(latency.cpuShare(), row.sharing().isPresent() ? "" : " assumed"),
        row.sharing().isEmpty() ? "" : latency.atOnce() == 0 ? "any" : "" + latency.atOnce());
  }

  private static String atOnce(Learned.Row row, Learned.Sharing sharing) {
    return "%s at once are faster than one after the other: %s measured, %s replayed, %s off%n"
        .formatted(
            row.operation().label(),
            numbers(sharing.measured()),
            numbers(sharing.replayed()),
            percent(sharing.residual()));
  }

  private static String numbers(SortedMap<Integer, Double> speedUps) {
    return speedUps.entrySet().stream()
        .filter(each -> each.getKey() > 1)
        .map(each -> String.format(Locale.ROOT, "%d: %.2fx", each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String number(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.0f", millis);
  }

  private static String percent(double residual) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * residual);
  }

  private static String rate(double bytesPerSecond) {
    return bytesPerSecond == 0
        ? "full speed"
        : String.format(Locale.ROOT, "%.0f MB/s", bytesPerSecond / MEGABYTE);
  }

  private static String line(String... cells) {
    return "%-18s %4s %7s %7s %7s %7s %7s %6s  %-11s %s".formatted((Object[]) cells).stripTrailing()
        + System.lineSeparator();
  }
}
