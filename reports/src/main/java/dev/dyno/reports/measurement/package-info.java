/// The contract between measuring and judging: one versioned JSON file that holds every turn of
/// every fork, and all that is needed to judge it again elsewhere. Nothing here draws a conclusion.
///
/// ```
/// Measurement ── Comparison ── Pair ──┬─ Fork (baseline)  ── Turn …
///     │                               └─ Fork (candidate) ── Turn …
///     ├─ Design        what was fixed before the start
///     ├─ Machine, Provenance
///     └─ Fact          exact counts, which need no statistics
/// ```
/// Start reading at [Measurement].
@NullMarked
package dev.dyno.reports.measurement;

import org.jspecify.annotations.NullMarked;
