/// The command line, and the only place with standard streams, the environment and exit codes.
///
/// ```
/// Main ──┬─ CompareCommand ──► PlanMaker ──► trial.Trial ──► reports ──► RunFolder
///        │         └─ --matrix ► MatrixPlan ──┘
///        ├─ BisectCommand ──► Bisecting ──► BisectOracle ──► Gating, commit by commit
///        ├─ ReportCommand  ──────────────────────────────────┘
///        ├─ ProfileCommand ─► ProfilePlan ─► trial.ProfileRun ─► profile.FrameTable
///        ├─ PipelineCommand ─► engine.Engine, on a daemon of its own or a real one
///        ├─ ServeCommand ───► dashboard.Dashboard
///        ├─ DoctorCommand ──► machine.Doctor; NoiseTrial ──► trial.Trial
///        ├─ CalibrateCommand ─► calibration ──► a profile for
///        └─ DaemonCommand  ──► engine.embedded
/// ```
@NullMarked
package dev.dyno.bench.cli;

import org.jspecify.annotations.NullMarked;
