package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.registry.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Keeps blobs while an operation works with them. What belongs to no image when the last lease on
/// it closes is deleted: an abandoned pull leaves nothing.
final class Lease implements Closeable {
  private final ImageStore store;
  private final List<Digest> held = new ArrayList<>();

  Lease(ImageStore store) {
    this.store = store;
  }

  void hold(Digest blob) {
    store.hold(blob);
    held.add(blob);
  }

  @Override
  public void close() throws IOException {
    store.release(held);
    held.clear();
  }
}
