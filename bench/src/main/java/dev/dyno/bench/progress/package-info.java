/// What a run that measures tells while it does, in a file that others may read at the same time.
///
/// ```
/// Trial ──► RunFeed ──► progress.jsonl ──► RunProgress ──► a dashboard
///            RunEvent, one JSON object a line
/// ```
/// Start reading at [RunEvent].
@NullMarked
package dev.dyno.bench.progress;

import org.jspecify.annotations.NullMarked;
