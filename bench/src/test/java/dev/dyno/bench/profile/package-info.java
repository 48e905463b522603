@NullMarked
package dev.dyno.bench.profile;

import org.jspecify.annotations.NullMarked;
