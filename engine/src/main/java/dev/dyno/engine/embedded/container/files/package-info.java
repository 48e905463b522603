/// The files of containers: the layers of an image, and over them what was copied in. Start reading
/// at [ContainerFiles].
///
/// ```
/// TarSource* (layers) ─► ImageFiles, unpacked when first asked ─┐
///                                                               ├─► ContainerFiles ─► stat, open,
// tar
/// PUT archive ─► Upload (a tar on disk) ────────────────────────┘         └─► changes: a new layer
/// ```
///
/// Names in a tar never become names on this machine's disk: nothing in them can reach outside.
@NullMarked
package dev.dyno.engine.embedded.container.files;

import org.jspecify.annotations.NullMarked;
