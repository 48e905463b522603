@NullMarked
package dev.dyno.engine.pipeline;

import org.jspecify.annotations.NullMarked;
