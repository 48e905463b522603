package dev.dyno.reports.exchange;

import dev.dyno.reports.measurement.Machine;
import java.time.Instant;

/// What JMH's files do not say of themselves.
///
/// @param at when they were taken
/// @param commit that they measured, or `unknown`
/// @param machine any name: series are of one machine
public record Whence(Instant at, String commit, String machine) {

  /// @param jdk as the file says
  Machine machine(String jdk) {
    return new Machine("unknown", machine, 0, 0, jdk, -1);
  }
}
