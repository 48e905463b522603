/// Tests of the proof itself: against models whose answers are known.
@org.jspecify.annotations.NullMarked
package dev.dyno.bench.validation;
