/// A container daemon, spoken to through docker-java. Start reading at [ContainerRuntime].
@NullMarked
package dev.dyno.engine.runtime;

import org.jspecify.annotations.NullMarked;
