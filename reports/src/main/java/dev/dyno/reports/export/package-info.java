/// Verdicts in the formats that other programs read. Computes nothing.
@NullMarked
package dev.dyno.reports.export;

import org.jspecify.annotations.NullMarked;
