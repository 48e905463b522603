/// Learns how long a real daemon takes, for the embedded one to take as long. Start reading at
/// [Calibration].
///
/// ```
/// Calibration ─┬─► Probes     each operation alone ──┐               ┌ LognormalFit: how long
///              ├─► Batches    several at once        ├► Stopwatch ─► ┤ SharingFit: cores, places
///              └─► Transfers  to and from a registry ┘    Fitting    └ PaceFit: round trips, rates
///                     │                                                  └─► Learned
///                  Workbench    one daemon; takes all away again
/// ```
@NullMarked
package dev.dyno.bench.calibration;

import org.jspecify.annotations.NullMarked;
