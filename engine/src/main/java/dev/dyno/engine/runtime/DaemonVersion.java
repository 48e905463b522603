package dev.dyno.engine.runtime;

/// Which daemon answers.
///
/// @param version of the daemon, in its own count
/// @param apiVersion of the Docker Engine API, such as `1.41`
/// @param os of its containers, such as `linux`
/// @param architecture of its machine, such as `amd64`
public record DaemonVersion(String version, String apiVersion, String os, String architecture) {}
