/// Numbers in, records out; no word of the domain. Each formula names its source.
///
/// ```
/// x, y ──► LogRatio ──► TrimmedMean ──► Estimate ──┐
///                                      Spending ───┴──► (verdict)
/// ```
@NullMarked
package dev.dyno.reports.statistics;

import org.jspecify.annotations.NullMarked;
