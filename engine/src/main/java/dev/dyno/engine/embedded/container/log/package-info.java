/// What containers print, kept so that a flood of it costs disk and not heap. Start reading at
/// [ContainerLog].
///
/// ```
/// program ─► LineOutput (lines, pieces of 16 KiB) ─► ContainerLog ─► SpilledBytes
///                                                        │             64 KiB here, the rest in a
// file
///                          LogQuery ─► LogReader ◄───────┘
///                                          └─► LogMessage
/// ```
@NullMarked
package dev.dyno.engine.embedded.container.log;

import org.jspecify.annotations.NullMarked;
