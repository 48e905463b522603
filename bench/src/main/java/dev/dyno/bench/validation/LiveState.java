package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Measurement;
import java.util.regex.Pattern;

/// What ran beside a live run on purpose, as the profile's name of its measurement keeps it.
///
/// @param busyLoops threads that do nothing but use a core each
public record LiveState(int busyLoops) {

  private static final String NAME = "qualify";
  private static final Pattern BESIDE = Pattern.compile(NAME + " beside (\\d{1,6}) busy loops?");

  /// Of a run of `dyno qualify`.
  public static LiveState of(Measurement run) {
    var beside = BESIDE.matcher(run.design().profile());
    return new LiveState(beside.matches() ? Integer.parseInt(beside.group(1)) : 0);
  }

  /// The profile's name.
  public String profile() {
    return busyLoops == 0 ? NAME : NAME + " beside " + text();
  }

  /// `idle`, or `2 busy loops`.
  public String text() {
    return busyLoops == 0
        ? "idle"
        : "%d busy loop%s".formatted(busyLoops, busyLoops == 1 ? "" : "s");
  }
}
