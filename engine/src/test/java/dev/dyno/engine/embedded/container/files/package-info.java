@NullMarked
package dev.dyno.engine.embedded.container.files;

import org.jspecify.annotations.NullMarked;
