@NullMarked
package dev.dyno.profiles.layout;

import org.jspecify.annotations.NullMarked;
