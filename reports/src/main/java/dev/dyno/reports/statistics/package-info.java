/// Numbers in, records out; no word of the domain. Each formula names its source.
///
/// ```
/// series ──► Segmentation ──► SteadyState
/// x, y ──► LogRatio ──► TrimmedMean ──► Estimate ──┐
///       └──► SpeedLuck, TwoSpeeds ─────────────────┤
///                                      Spending ───┼──► (verdict)
/// FractionalFactorial (runs), y ──► FactorialFit ──┤
///                                   Simultaneous ──┤
/// p of a family ──► AdjustedP ─────────────────────┤
/// hits of trials ──► ClopperPearson, BinomialTail ─┘
/// ```
@NullMarked
package dev.dyno.reports.statistics;

import org.jspecify.annotations.NullMarked;
