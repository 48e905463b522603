/// Calibration against embedded daemons whose latencies are known.
@org.jspecify.annotations.NullMarked
package dev.dyno.bench.calibration;
