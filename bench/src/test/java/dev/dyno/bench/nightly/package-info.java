/// Nights as data.
@org.jspecify.annotations.NullMarked
package dev.dyno.bench.nightly;
