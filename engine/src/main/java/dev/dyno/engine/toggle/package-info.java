/// Which optimizations are on, for whom, and why.
///
/// ```
/// Rollout.parse("proven,auth-cache=25%") ──► forBuild(id) ──► Toggles ──► has(Optimization)
///            │                                  Share
///            └─ Proven ◄── ProvenFile ◄── proven.json    (Evidence, measured and committed)
/// ```
/// Start reading at [Toggles].
@NullMarked
package dev.dyno.engine.toggle;

import org.jspecify.annotations.NullMarked;
