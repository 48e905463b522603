/// Planted violations of the architecture, for its test.
@org.jspecify.annotations.NullMarked
package dev.dyno.planted.reports;
