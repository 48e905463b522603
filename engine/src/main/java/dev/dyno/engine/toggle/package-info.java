/// Which optimizations are on.
@NullMarked
package dev.dyno.engine.toggle;

import org.jspecify.annotations.NullMarked;
