@NullMarked
package dev.dyno.profiles.sampler;

import org.jspecify.annotations.NullMarked;
