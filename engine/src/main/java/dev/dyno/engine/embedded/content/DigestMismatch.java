package dev.dyno.engine.embedded.content;

import dev.dyno.engine.registry.Digest;
import java.io.IOException;

/// Content that is not what its name says: corrupted, cut short, or another file altogether.
public final class DigestMismatch extends IOException {
  private static final long serialVersionUID = 1;

  /// @param what names the content for people, such as "layer"
  public DigestMismatch(String what, Digest expected, Digest seen) {
    super("%s is corrupt: expected digest %s, saw %s".formatted(what, expected, seen));
  }
}
