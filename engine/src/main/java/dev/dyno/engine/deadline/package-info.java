/// Until when an operation may take.
@NullMarked
package dev.dyno.engine.deadline;

import org.jspecify.annotations.NullMarked;
