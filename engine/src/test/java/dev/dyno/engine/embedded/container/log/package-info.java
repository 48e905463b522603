@NullMarked
package dev.dyno.engine.embedded.container.log;

import org.jspecify.annotations.NullMarked;
