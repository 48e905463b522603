/// Benchmarks of nothing but the JDK, which a gate runs with one jar and one JDK on both sides, to
/// know whether the machine and the stand may be believed. Start reading at [RulerBenchmark];
/// [Rulers] says which there are. `dyno qualify` has
/// [SharedBenchmark] and [HandOffBenchmark] as well, of two threads.
@NullMarked
package dev.dyno.bench.ruler;

import org.jspecify.annotations.NullMarked;
