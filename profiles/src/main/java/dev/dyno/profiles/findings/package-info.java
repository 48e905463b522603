/// What the rules of JDK Mission Control say about a recording that nobody asked a question of.
///
/// ```
/// a .jfr ──► Findings ─┬─► Finding   where somebody who knows the JVM would look first
///                      └─► Noise     whether other processes had the machine meanwhile
/// ```
/// Heuristics of another project: they are shown, and nothing passes or fails by them. Start
/// reading at [Findings].
@NullMarked
package dev.dyno.profiles.findings;

import org.jspecify.annotations.NullMarked;
