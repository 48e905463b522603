/// Splits, places and names.
@org.jspecify.annotations.NullMarked
package dev.dyno.bench.shard;
