/// How much to run: which comparisons, how many turns, when to look. Start reading at [RunProfile].
@NullMarked
package dev.dyno.profiles.run;

import org.jspecify.annotations.NullMarked;
