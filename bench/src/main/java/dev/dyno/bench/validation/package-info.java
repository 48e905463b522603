/// Proves the judge, and how much it can see on a machine: how often it calls the same code
/// dearer, how often it finds a slowdown that was planted, and what that costs, beside the
/// rules that others use.
///
/// ```
/// Recording (recorded turns) ──► Simulation ──┐   bootstrap of whole pairs, through the real judge
/// Planting ──► Plan ──► trial ──► Live ───────┼──► Score …, GateScore …, Floor … ──► Qualification
/// Rival (JMH, benchstat, 15 %) ───────────────┘
/// ```
/// Start reading at [Simulation].
@NullMarked
package dev.dyno.bench.validation;

import org.jspecify.annotations.NullMarked;
