/// What changed between two profiled sides, frame by frame, with intervals over their forks.
///
/// ```
/// trial.ProfileRun ──► ProfiledSide ──► FrameTable ──► cli
/// ```
@NullMarked
package dev.dyno.bench.profile;

import org.jspecify.annotations.NullMarked;
