package dev.dyno.engine.embedded.fault;

/// How often a fault struck since it was switched on.
///
/// @param fault its name
/// @param met times it could have struck
/// @param struck times it did
public record Strikes(String fault, long met, long struck) {}
