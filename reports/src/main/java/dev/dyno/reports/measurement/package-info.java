/// The contract between measuring and judging: one versioned JSON file that holds every turn of
/// every fork, and all that is needed to judge it again elsewhere. Nothing here draws a conclusion.
///
/// ```
/// Measurement ── Comparison ── Pair ──┬─ Fork (baseline)  ── Turn …
///     │                               └─ Fork (candidate) ── Turn …, Latencies
///     ├─ Matrix ── Run ── Pair …   sets of toggles in a factorial design, instead of comparisons
///     ├─ Control       a comparison that cannot have changed, measured beside a gate
///     ├─ Design        what was fixed before the start; Qualified: what was known of the machine
///     ├─ Gate          what a gate holds its candidate to: Threshold …, Ack …
///     ├─ Shards        who measures what, where several machines share a run: Row …, Part …
///     ├─ Machine, Provenance
///     └─ Fact          exact counts, which need no statistics
/// ```
/// [ShardJoin] makes one measurement of the shards of a run. Start reading at [Measurement].
@NullMarked
package dev.dyno.reports.measurement;

import org.jspecify.annotations.NullMarked;
