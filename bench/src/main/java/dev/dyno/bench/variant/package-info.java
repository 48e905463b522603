/// What one side of a comparison runs: class path, JDK, flags, system properties.
@NullMarked
package dev.dyno.bench.variant;

import org.jspecify.annotations.NullMarked;
