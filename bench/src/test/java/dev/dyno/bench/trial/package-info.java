/// The trial runner against real JVMs.
@org.jspecify.annotations.NullMarked
package dev.dyno.bench.trial;
