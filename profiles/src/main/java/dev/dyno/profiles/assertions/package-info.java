/// AssertJ for facts, differences, allocations and budgets. Nothing here takes samples: they are no
/// ground to pass or fail on. Every failure shows what was observed, top sites first, and where the
/// recording is. Start reading at [ProfileAssertions].
@NullMarked
package dev.dyno.profiles.assertions;

import org.jspecify.annotations.NullMarked;
