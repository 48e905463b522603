/// One self-contained page for a run. Computes nothing: all numbers come from judgements, and what
/// is left is how to say and where to draw them.
///
/// ```
/// Measurement ─┐                ┌─ Section ── MetricRow ── Reason, Change, Quantity, Typography
/// Judgement ───┼─► Page ────────┼─ ForestPlot ── EffectAxis
/// ScalingCurve ┤    │           ├─ ScalingSection, PeerRow ── Speed
/// MatrixEffects┘    │           ├─ MatrixSection ── MatrixMetric ── EffectAxis, MatrixMap
///                   │           └─ ChartData (JSON) ──► charts.js ──► ECharts
///                   └─► src/main/jte/page.jte ──► ReportPage ──► index.html
/// ```
/// The templates are compiled into this package, so that what they show need not be public. Start
/// reading at [ReportPage].
@NullMarked
package dev.dyno.reports.html;

import org.jspecify.annotations.NullMarked;
