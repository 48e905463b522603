/// What a project asks of its gate, as its `dyno.yaml` has it: thresholds, what was accepted, how
/// it is built, who is told. Decides nothing. Start reading at [GateFile].
///
/// ```
/// dyno.yaml ──► YamlValue (with line numbers) ──► GateFile: Threshold … Ack … Build … Alerts
///                                            └──► GateFileException, with file and line
/// ```
@NullMarked
package dev.dyno.reports.policy;

import org.jspecify.annotations.NullMarked;
