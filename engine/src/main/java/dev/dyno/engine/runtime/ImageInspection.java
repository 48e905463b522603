package dev.dyno.engine.runtime;

import dev.dyno.engine.registry.Platform;
import java.util.List;
import java.util.Map;

/// One image, looked at closely.
///
/// @param id `sha256:…`
/// @param names `repository:tag`
/// @param digests `repository@sha256:…`, where a registry has it
/// @param size bytes, layers shared with other images included
/// @param entrypoint of a container that says nothing else
/// @param command of a container that says nothing else
/// @param environment `NAME=value`
/// @param labels by key
/// @param layers digests of the unpacked layers, lowest first
public record ImageInspection(
    String id,
    List<String> names,
    List<String> digests,
    Platform platform,
    long size,
    List<String> entrypoint,
    List<String> command,
    List<String> environment,
    Map<String, String> labels,
    List<String> layers) {

  public ImageInspection {
    names = List.copyOf(names);
    digests = List.copyOf(digests);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    labels = Map.copyOf(labels);
    layers = List.copyOf(layers);
  }
}
