@NullMarked
package dev.dyno.engine.embedded.latency;

import org.jspecify.annotations.NullMarked;
