/// All of ours that enters a measured JVM: a JMH profiler that waits for its turn before each
/// iteration and says what the iteration was like after it. It depends on nothing but the JMH that
/// the measured jar brings, 1.32 to 1.37.
///
/// ```
/// measured fork                                coordinator (dev.dyno.bench.trial)
///   TurnProfiler ── hello ───────────────────►
///        beforeIteration ◄──────────── go ────
///        afterIteration ── what it was like ──►
///                       ◄────────── ended ────  (held back after the last turn of the pair)
/// ```
/// The words on the line are [Words].
@NullMarked
package dev.dyno.agent;

import org.jspecify.annotations.NullMarked;
