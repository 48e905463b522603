/// JMH benchmarks, one a feature of the engine, and the catalog of what they can tell.
///
/// ```
/// Catalog ── which toggle is measured by which benchmark, with which target
/// RegistryAuthBenchmark   auth-cache
/// ImageEnsureBenchmark    parallel-pulls
/// BuildContextBenchmark   streaming-tar, buffers
///     └─ all read MeasuredEngine: toggles and addresses, from system properties of the fork
/// ```
/// Each benchmark checks, before it is timed, that its arm does the work right.
@NullMarked
package dev.dyno.bench.suite;

import org.jspecify.annotations.NullMarked;
