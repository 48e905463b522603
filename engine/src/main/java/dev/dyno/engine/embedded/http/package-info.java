/// What both embedded servers speak through: plain HTTP/1.1 on the loopback address, one virtual
/// thread per request. Start reading at [LoopbackServer].
///
/// ```
/// socket ─► LoopbackServer ─► Endpoint ─► Routes ─► Endpoint of the path
///              (Jetty)           │                      │
///                 │            Tally                 Exchange ─┬─► Traffic (counts, slows down)
///             Listening                                        ├─► AnswerFilter (tampers)
///         (breaks down, comes back)                            └─► Connection (is the client
// there?)
/// ```
@NullMarked
package dev.dyno.engine.embedded.http;

import org.jspecify.annotations.NullMarked;
