/// Judges and shows. Takes numbers from anybody, in a [measurement
/// file][dev.dyno.reports.measurement.Measurement], and never measures.
///
/// ```
/// measurement ──► statistics ──► verdict ──► export   (result.json)
///                                       ├──► html     (index.html)
///                                       ├──► policy   (dyno.yaml: what a gate holds)
///                                       └──► history ──► exchange (JMH's files, tables)
/// ```
/// Start reading at [dev.dyno.reports.verdict.Judge].
@NullMarked
package dev.dyno.reports;

import org.jspecify.annotations.NullMarked;
