/// The command line, and the only place with standard streams, the environment and exit codes.
///
/// ```
/// Main ──┬─ CompareCommand ──► PlanMaker ──► trial.Trial ──► reports ──► RunFolder
///        ├─ ReportCommand  ──────────────────────────────────┘
///        └─ DaemonCommand  ──► engine.embedded
/// ```
@NullMarked
package dev.dyno.bench.cli;

import org.jspecify.annotations.NullMarked;
