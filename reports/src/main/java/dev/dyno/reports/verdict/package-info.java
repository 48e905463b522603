/// Decides what a comparison's pairs say, and how sure we may be. Start reading at [Judge]; at
/// [MatrixJudge] for what a factorial design says, which are effects without verdicts.
///
/// ```
/// Comparison ──► Metric (log ratio per pair) ──► Look … ──► Verdict
///                                         Rule ──┤   └──► Effect with its Interval
/// Judgement … ─► ScalingCurve: throughput by one number, and its knee
/// Judgement … ─► GateJudge (Holm, thresholds, acks) ──► Gated: GateRow …, Decision
/// Control … ───► ControlJudge ──► Controls: what cannot have changed, and did it ──┘
/// Matrix ──────► Metric (log ratio per pair) ──► MatrixEffects: of each toggle, of every two
/// ```
@NullMarked
package dev.dyno.reports.verdict;

import org.jspecify.annotations.NullMarked;
