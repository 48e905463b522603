/// What the tests of the embedded servers share: [Program] runs the real tools.
@NullMarked
package dev.dyno.engine.embedded;

import org.jspecify.annotations.NullMarked;
