/// Cases of jcstress on this package's own classes; [dev.dyno.engine.archive] is their map.
@NullMarked
package dev.dyno.engine.archive;

import org.jspecify.annotations.NullMarked;
