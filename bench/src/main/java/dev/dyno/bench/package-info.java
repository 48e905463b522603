/// The top: JMH suites, the trial runner, the command line.
///
/// ```
/// cli ──► trial ──► variant, machine        trial starts JVMs and takes down what they say
///    ├──► suite, ruler                      benchmarks, which run inside those JVMs
///    ├──► bisect                            between which commits something changed
///    └──► calibration ──► machine           learns a real daemon's latencies for the embedded one
/// ```
/// Start reading at [dev.dyno.bench.trial.Trial].
@NullMarked
package dev.dyno.bench;

import org.jspecify.annotations.NullMarked;
