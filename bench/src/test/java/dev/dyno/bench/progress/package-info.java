/// What a run tells while it measures, and who reads it.
@org.jspecify.annotations.NullMarked
package dev.dyno.bench.progress;
