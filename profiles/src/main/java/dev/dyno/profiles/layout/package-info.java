/// How many bytes objects take, exactly, by JOL.
///
/// ```
/// HeaderMode ──► LayoutFork ── a fresh JVM ── Footprint ──► FootprintAssert
///                                                 └───────► FootprintWatcher, for whoever shows it
/// ```
/// Start reading at [Footprint].
@NullMarked
package dev.dyno.profiles.layout;

import org.jspecify.annotations.NullMarked;
