/// Runs of a history in the formats of others: what JMH writes comes in, and tables go out and come
/// back. Start reading at [ForeignFile].
///
/// ```
/// jmh -rf json ──► JmhJson ─┐
/// jmh -rf csv  ──► JmhCsv ──┴► UnpairedRun ──► history.StoredRun
/// RunsCsv ◄──────────────────────────────────► history.StoredRun
/// ```
/// What JMH measured without pairs has no verdict here: scores, and their errors as it told them.
@NullMarked
package dev.dyno.reports.exchange;

import org.jspecify.annotations.NullMarked;
