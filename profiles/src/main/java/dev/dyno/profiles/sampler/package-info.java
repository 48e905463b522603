/// Where time and bytes go: sampled stacks, scaled to one operation.
///
/// ```
/// Sampler ─┬─ AsyncProfiler   ─┐                      ┌──► Frames      self, total of each one
///          └─ FlightRecorder  ─┴─► a .jfr ──► Stacks ─┤
///             (where it is missing)   a fork          └──► FlameGraphs HTML, and its difference
/// ```
/// Start reading at [Sampler]. [AttachedSampler] does the same in a JVM that runs already. What is
// sampled is attributed, never asserted.
@NullMarked
package dev.dyno.profiles.sampler;

import org.jspecify.annotations.NullMarked;
