/// How long a real daemon takes, and how to take as long. Start reading at [LatencyProfile].
///
/// ```
/// file ─► LatencyProfile ─► LatencyReplay ─┬─ Spread: how long this time (seeded)
///            (Operation ► OperationLatency)├─ waiting: sleeps
///                                          └─ work: Cores, a few tokens for all operations at once
/// ```
/// [Forecast] tells what a replay would take, for who fits a profile to a real daemon's times.
///
/// The work of an operation holds a core token for its time without burning a core: six starts at
/// once on two tokens come out as much faster than one after the other as on a real daemon with two
/// cores, and not six times.
@NullMarked
package dev.dyno.engine.embedded.latency;

import org.jspecify.annotations.NullMarked;
