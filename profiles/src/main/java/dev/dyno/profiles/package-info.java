/// Observes one JVM, and says how much to run.
///
/// ```
/// jfr   exact counts out of a recording
/// run   run profiles: smoke, pr, nightly, or a file of yours
/// ```
@NullMarked
package dev.dyno.profiles;

import org.jspecify.annotations.NullMarked;
