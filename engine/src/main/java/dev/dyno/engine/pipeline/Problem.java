package dev.dyno.engine.pipeline;

/// Something in a pipeline's file that cannot be.
///
/// @param line from 1
/// @param message what, which value, and what to do
public record Problem(int line, String message) {}
