/// Cases of jcstress on this package's own classes; [dev.dyno.engine.registry] is their map.
@NullMarked
package dev.dyno.engine.registry;

import org.jspecify.annotations.NullMarked;
