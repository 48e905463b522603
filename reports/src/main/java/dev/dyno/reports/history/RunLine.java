package dev.dyno.reports.history;

import java.time.Instant;

/// A stored run, without what it concluded.
///
/// @param id of the run
/// @param at when measuring began
/// @param machine fingerprint of the machine that measured
/// @param command that measured
/// @param profile the run profile's name
/// @param commit of the measured checkout, full hash or `unknown`
public record RunLine(
    String id, Instant at, String machine, String command, String profile, String commit) {

  /// Whether both could have points of one series.
  boolean besides(RunLine other) {
    return machine.equals(other.machine) && command.equals(other.command);
  }
}
