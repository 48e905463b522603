/// How several machines share a run: who measures what, by which id they find each other, and what
/// of it is stored. Measures nothing itself. Start reading at [OwnShard].
///
/// ```
/// costs ──► Split ──► SharedRun, as whoever came first planned it ──► OwnShard ──► StoredShard
///           Place (2/5), RunId ──────────┘
/// ```
@NullMarked
package dev.dyno.bench.shard;

import org.jspecify.annotations.NullMarked;
