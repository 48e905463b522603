package dev.dyno.engine.lifecycle;

/// Where the jobs are that [Workers] were given, all at one moment.
///
/// @param queued not begun, those included whose submitters wait for room
/// @param running begun, and neither ended nor cleaned up after
/// @param done ended in any way since the start
public record Counts(int queued, int running, long done) {}
