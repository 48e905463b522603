package dev.dyno.engine.embedded.container.log;

import java.time.Instant;

/// A line, with its line end, or a piece of a long one.
///
/// @param payload at most [LineOutput#LONGEST] bytes, not copied: not to be changed
@SuppressWarnings("ArrayRecordComponent") // one is made per line of a flood, and never compared
public record LogMessage(StandardStream stream, Instant time, byte[] payload) {}
