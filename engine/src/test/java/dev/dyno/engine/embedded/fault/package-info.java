@NullMarked
package dev.dyno.engine.embedded.fault;

import org.jspecify.annotations.NullMarked;
