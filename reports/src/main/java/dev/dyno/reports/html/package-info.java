/// One self-contained page for a run. Computes nothing: all numbers come from judgements.
@NullMarked
package dev.dyno.reports.html;

import org.jspecify.annotations.NullMarked;
