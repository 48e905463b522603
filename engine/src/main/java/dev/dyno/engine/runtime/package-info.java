/// A container daemon, spoken to through docker-java. Start reading at [ContainerRuntime].
///
/// ```
/// ContainerRuntime ─┬─ ContainerCalls  create start stop await remove list inspect commit
///  │                ├─ ProcessCalls    logs exec ───► FrameLines ─► LineAssembler ─► LogSink
///  │                └─ CopyCalls       files in and out
///  └─ DaemonImages ─┬─ ImageCalls      list inspect pull push tag remove ─┐
///                   └─ BuildCalls      build ─────────────────────────────┴► Progress
///        all: Daemon ──► Breaker ──► Deadline ──► Connections ──► docker-java
/// ```
@NullMarked
package dev.dyno.engine.runtime;

import org.jspecify.annotations.NullMarked;
