/// Faults that a test switches on in an embedded server. Start reading at [Fault].
///
/// ```
/// file, admin call ─► FaultPlan ─► Faults (one a server, counts) ─► Rule (one a fault)
///                                    │
/// request ─► Exposure ◄──────────────┤   before the answer: latency, status, hang, reset, refused
///    body ─► TamperedAnswer ◄────────┤   inside it: truncated, reset, hang, wrong digest, error
///    flow ─► Throttle ◄──────────────┤   bandwidth, drip
///   store ─► Space ◄─────────────────┘   full disk
/// ```
/// A closed set: [What] lists all that can go wrong. What waits in a fault goes on as soon as the
/// fault is switched off.
@NullMarked
package dev.dyno.engine.embedded.fault;

import org.jspecify.annotations.NullMarked;
