/// What the engine tells about itself while it works: counts, times and states as Micrometer
/// meters,
/// and single happenings as JFR events.
///
/// ```
/// every part ──┬─► Metrics ──┬─ NoMetrics        nothing
///              │             └─ RegistryMetrics  Micrometer ──► Prometheus ──► MetricsServer
///              /metrics
///              │                  Reading ◄── watch(source)     read when somebody scrapes
///              └─► OperationEvent PullEvent TarEntryEvent       written when a recording runs,
///                  LogFlushEvent AuthLookupEvent JobEvent       whatever the Metrics
/// ```
/// Tags are few and known beforehand: no image, no container, no registry is one, and no secret
/// ever
/// gets here. What happens often is counted by its owner and read at a scrape; the rest is counted
/// where it happens. Start reading at [Metrics].
@NullMarked
package dev.dyno.engine.metrics;

import org.jspecify.annotations.NullMarked;
