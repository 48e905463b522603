/// The machine: what it is, and what else it did while a pair ran.
@NullMarked
package dev.dyno.bench.machine;

import org.jspecify.annotations.NullMarked;
