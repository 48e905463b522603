/// JMH benchmarks, one a feature of the engine, and the catalog of what they can tell.
///
/// ```
/// Catalog ── which toggle is measured by which benchmark, with which target
/// RegistryAuthBenchmark   auth-cache
/// ImageEnsureBenchmark    parallel-pulls
/// BuildContextBenchmark   streaming-tar, buffers
/// LogAggregatorBenchmark  async-logs, buffers
/// LogPrefixBenchmark      string-builders
/// BuildFlagsBenchmark     string-builders, presized-collections; what compact-layout costs
/// ImageReferenceBenchmark precompiled-patterns
/// LifecycleBenchmark      worker-pool
/// TimeoutBenchmark        dynamic-timeouts
/// PipelineBenchmark       every toggle, alone and together
/// PeerArchiveBenchmark, PeerPullBenchmark, PeerImagesBenchmark
///                         beside GNU tar, docker, skopeo, and a CPU floor (see Peers)
/// MetricsBenchmark        no toggle: metrics and events, off against on
/// MachineBenchmark        no toggle: the JDK alone, for dyno doctor --try
///     └─ all read MeasuredEngine: toggles and addresses, from system properties of the fork
///
/// LayoutCatalog ── what compact-layout keeps in fewer bytes: counted by `dyno layout`, not timed
/// ```
/// Each benchmark checks, before it is timed, that its arm does the work right.
@NullMarked
package dev.dyno.bench.suite;

import org.jspecify.annotations.NullMarked;
