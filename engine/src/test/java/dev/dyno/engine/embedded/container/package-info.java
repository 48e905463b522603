@NullMarked
package dev.dyno.engine.embedded.container;

import org.jspecify.annotations.NullMarked;
