/// A build context: a tree of files as one tar stream.
///
/// ```
/// BuildContext ──┬─ WholeContext     (streaming-tar off)   all of it, then read
///                └─ StreamedContext  (on)  producer ──► Pipe ──► reader
///        both: Entries ──► ContextTar ──► Buffers ──┬─ FreshBuffers   (buffers off)
///                 │                                 └─ PooledBuffers  (on)
///           ContextTree, when streamed behind a ReadAhead
/// ```
/// The bytes are the same whichever toggles are on. Start reading at [BuildContext].
@NullMarked
package dev.dyno.engine.archive;

import org.jspecify.annotations.NullMarked;
