/// Cases of jcstress on this package's own classes; [dev.dyno.engine.lifecycle] is their map.
@NullMarked
package dev.dyno.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
