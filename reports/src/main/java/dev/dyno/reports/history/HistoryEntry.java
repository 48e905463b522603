package dev.dyno.reports.history;

/// One thing that a history keeps, as it leaves one store and enters another ([HistoryLines]).
///
/// Not among them is what a store works out by itself, or needs for as long as a run lasts: how far
/// series were followed, what benchmarks cost, and runs that several machines share.
public sealed interface HistoryEntry {

  /// A run, with its machine.
  record Run(StoredRun run) implements HistoryEntry {}

  /// A night, without its runs.
  record Night(StoredNight night) implements HistoryEntry {}

  /// A comparison of the same code, with its machine.
  record Session(SameCodeSession session) implements HistoryEntry {}

  /// What was found, and what became of it.
  record Found(KnownFinding finding) implements HistoryEntry {}

  /// Who was told of it, or will be.
  record Told(StoredAlert alert) implements HistoryEntry {}

  /// What was accepted.
  record Accepted(StoredAck ack) implements HistoryEntry {}
}
