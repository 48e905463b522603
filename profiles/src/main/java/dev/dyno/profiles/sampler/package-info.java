/// Where time and bytes go: sampled stacks, scaled to one operation.
///
/// ```
/// Sampler ─┬─ AsyncProfiler   ─┐                      ┌──► Frames      self and total of each
/// frame
///          └─ FlightRecorder  ─┴─► a .jfr ──► Stacks ─┤
///             (where it is missing)   a fork          └──► FlameGraphs HTML, and its difference
/// ```
/// Start reading at [Sampler]. What is sampled is attributed, never asserted.
@NullMarked
package dev.dyno.profiles.sampler;

import org.jspecify.annotations.NullMarked;
