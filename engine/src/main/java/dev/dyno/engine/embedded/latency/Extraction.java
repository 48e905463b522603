package dev.dyno.engine.embedded.latency;

import java.util.concurrent.Semaphore;

/// The layers of one image, extracted one after the other however many have arrived, as dockerd
/// does. Safe for threads.
public final class Extraction {
  private final LatencyReplay replay;
  private final Semaphore turn = new Semaphore(1, true);

  Extraction(LatencyReplay replay) {
    this.replay = replay;
  }

  /// Takes the time to inflate a layer, on one core.
  ///
  /// @param bytes of the tar
  public void inflate(long bytes) throws InterruptedException {
    turn.acquire();
    try {
      replay.inflate(bytes);
    } finally {
      turn.release();
    }
  }
}
