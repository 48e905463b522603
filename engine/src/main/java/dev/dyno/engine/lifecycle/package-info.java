/// Lifecycle operations (pull, start, stop, push and build) one after another or on bounded
/// workers; and builds, with the texts and lists that are made of them.
///
/// ```
/// Workers ──┬─ InTurn      (worker-pool off)   each while its submitter waits
///           └─ WorkerPool  (on)                JobQueue ──► threads
///   submit(Job) ──► Task ──► Work on a virtual thread, until TimeoutPolicy's limit
///      └────────── Pending ◄─┘  result, or JobFailure after the clean-up
///
/// Build ──► BuildLayout ──► BuildView ──┬─ Labels      prefix, image URI, flags as a line
///        (compact-layout)               │  (string-builders)
///  Build or PackedBuild                 └─ BuildLists  flags, packages
///                                          (presized-collections)
/// ```
/// Start reading at [Workers]; for builds at [Build].
@NullMarked
package dev.dyno.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
