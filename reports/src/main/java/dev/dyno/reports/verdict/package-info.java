/// Decides what a comparison's pairs say, and how sure we may be. Start reading at [Judge].
///
/// ```
/// Comparison ──► Metric (log ratio per pair) ──► Look … ──► Verdict
///                                         Rule ──┘   └──► Effect with its Interval
/// ```
@NullMarked
package dev.dyno.reports.verdict;

import org.jspecify.annotations.NullMarked;
