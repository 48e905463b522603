/// What was measured before: a store of runs, and what their series say over time. Start reading at
/// [HistoryStore] for the one, at [Trend] for the other.
///
/// ```
/// Judged ──► StoredRun ──► HistoryStore ── HistoryDatabase (SQLite file or PostgreSQL, one schema)
///                               │
///                             Series ──► Trend: Segment …, Finding (Step, Drift) …
///                                                              │
/// NightParcel (StoredNight, GateStanding …) ──► FindingChanges: KnownFinding … ──► StoredAlert
/// SharedRun, StoredShard … ──► ShardStore: runs that several machines share; StoredCost …
/// SameCodeSession … ──► HistoryStore ──► Sessions ──► Qualified: what is known of a machine
/// HistoryEntry … ──► HistoryLines: how a history leaves one store and enters another
/// Retention ──► Keeping ──► Pruned: what a history forgets, and never what it still needs
/// ```
/// Rows are keyed by the fingerprint of the machine that measured them, and never compared across
/// two.
@NullMarked
package dev.dyno.reports.history;

import org.jspecify.annotations.NullMarked;
