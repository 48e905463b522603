@NullMarked
package dev.dyno.engine.embedded.http;

import org.jspecify.annotations.NullMarked;
