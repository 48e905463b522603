/// A night as data, and what of it is on disk: what `dyno nightly` measures, in which order, and
/// where a night goes on that was killed. Measures nothing itself. Start reading at [Night].
///
/// ```
/// .dyno/nightly/lock            who measures now in this project
/// TMP/dyno-night.lock           and on this machine, in any
/// .dyno/nightly/current         the folder of the night that is not finished
/// .dyno/nightly/outbox/*.json   nights that the history did not take yet
/// OUT/night.json                the plan:  Phase …
/// OUT/PHASE/…                   a phase's own files, whole when
/// OUT/PHASE.done.json           is there
/// ```
@NullMarked
package dev.dyno.bench.nightly;

import org.jspecify.annotations.NullMarked;
