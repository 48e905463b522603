/// Exact counts out of a finished JFR recording. Start reading at [EventCounts].
@NullMarked
package dev.dyno.profiles.jfr;

import org.jspecify.annotations.NullMarked;
