/// The container half of the Docker Engine API, over [Containers]. Start reading at [LifecycleApi].
///
/// ```
/// LifecycleApi  create, start, stop, kill, wait, rename, remove ◄── CreateRequest, ImageCatalog
/// ViewApi       list, inspect                                   ◄── ContainerFilter, ContainerJson
/// OutputApi     logs, attach ─┐
/// ExecApi       exec          ┴─► Frames
/// ArchiveApi    copy in and out
/// ```
///
/// Errors are [ContainerProblem]s, which the front of the daemon turns into statuses.
@NullMarked
package dev.dyno.engine.embedded.container.api;

import org.jspecify.annotations.NullMarked;
