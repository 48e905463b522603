/// Containers without processes: a state, a log, files, and a built-in program on a virtual thread.
/// Start reading at [Containers], then [Container].
///
/// ```
///                      ┌─ files    image layers and what was copied in
/// Containers ─► Container ─ program  emit, sleep, echo, cat, sh -c …
///                │  └─ log      in memory, then on disk
///                └─► Exec       one more program in a running container
/// ```
///
/// Nothing here knows HTTP, images or registries: `container.api` speaks the protocol, and the
/// daemon brings a [ContainerImage].
@NullMarked
package dev.dyno.engine.embedded.container;

import org.jspecify.annotations.NullMarked;
