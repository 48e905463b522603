/// Cases of jcstress on this package's own classes; [dev.dyno.engine.logs] is their map.
@NullMarked
package dev.dyno.engine.logs;

import org.jspecify.annotations.NullMarked;
