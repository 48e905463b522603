/// What one side of a comparison runs: class path, JDK, flags, system properties.
///
/// ```
/// what somebody wrote ──► Named ──► Variants (Git, Building) ──► a jar and a JDK
///                         a jar ──► JarSet: with the libraries that its manifest names
///                               └─► Benchmarks: as its own JMH lists them
/// MeasuredVariant: all that is needed to start one here
/// ```
@NullMarked
package dev.dyno.bench.variant;

import org.jspecify.annotations.NullMarked;
