@NullMarked
package dev.dyno.engine.embedded.container.program;

import org.jspecify.annotations.NullMarked;
