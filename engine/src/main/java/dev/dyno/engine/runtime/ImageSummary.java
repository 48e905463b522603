package dev.dyno.engine.runtime;

import java.time.Instant;
import java.util.List;

/// One image in a list.
///
/// @param id `sha256:…`
/// @param names `repository:tag`; empty for an image without a name
/// @param parent id of the image that it was built on, where the daemon tells; empty else
/// @param created by the daemon, or by who made it
/// @param size bytes, layers shared with other images included
public record ImageSummary(
    String id, List<String> names, String parent, Instant created, long size) {

  public ImageSummary {
    names = List.copyOf(names);
  }
}
