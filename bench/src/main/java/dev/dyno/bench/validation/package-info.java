/// Proves the judge, and how much it can see on a machine: how often it calls the same code
/// dearer, how often it finds a slowdown that was planted, and what that costs, beside the
/// rules that others use.
///
/// ```
/// Recording (recorded turns) ─► Simulation ────────────────────┐  whole pairs, drawn again
/// Live ─► Plan ─► trial ─► measurement.json ─► LiveVerdicts ───┼─► Score …, Floor …, Cost …
///           └ Planting                                         │            └─► Qualification
/// Rival (JMH, benchstat, 15 %) ─► Rivals, LiveRivals ──────────┘
/// ```
/// Start reading at [Simulation]; for a real machine at [Live], then [LiveVerdicts].
@NullMarked
package dev.dyno.bench.validation;

import org.jspecify.annotations.NullMarked;
