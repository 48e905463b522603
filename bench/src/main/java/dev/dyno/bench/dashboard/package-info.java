/// The dashboard: pages, a JSON API and feeds over what was measured and what is being measured. It
/// only reads, but for acks, which need a token.
///
/// ```
/// Dashboard ── Guard (host, token, headers) ──┬─ Pages ──► src/main/jte/*.jte
///     │                                       ├─ Api ────► JSON, OpenAPI
///     │                                       ├─ Acks ───► the only ones that write
///     │                                       ├─ Atom, Meters
///     │                                       └─ LiveStream (server-sent events)
///     ├─ RunsFolder ── RunEntry       runs on disk, their reports
///     ├─ LiveWatch  ── RunProgress    what is being measured now
///     ├─ HistoryDesk ─ HistoryMirror  series and findings
///     └─ EngineMetrics                what a daemon or a pipeline tells Prometheus
/// ```
/// Start reading at [Dashboard].
@NullMarked
package dev.dyno.bench.dashboard;

import org.jspecify.annotations.NullMarked;
