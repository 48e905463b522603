/// Names of images and the right to fetch them. Start reading at [ImageReference].
///
/// ```
/// registry:5000/team/app:1.4@sha256:…   linux/arm64/v8
/// └─────────── ImageReference ──┬────┘  └─ Platform ─┘
///                               └─ Digest
/// ```
@NullMarked
package dev.dyno.engine.registry;

import org.jspecify.annotations.NullMarked;
