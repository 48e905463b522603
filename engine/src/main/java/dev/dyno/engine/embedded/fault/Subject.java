package dev.dyno.engine.embedded.fault;

import java.util.Optional;

/// What a request is about.
///
/// @param operation the name of its kind
/// @param path of the request, at the daemon without its version
/// @param image that it names: repository, image or container
public record Subject(String operation, String path, Optional<String> image) {}
