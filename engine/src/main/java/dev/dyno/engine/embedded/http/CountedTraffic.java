package dev.dyno.engine.embedded.http;

import java.io.IOException;

/// One request in a [Tally], from its beginning until just before its last byte, at some [Pacing].
public final class CountedTraffic<K extends Enum<K>> implements Traffic {
  private final Tally<K> tally;
  private final String family;
  private final Pacing pacing;
  private boolean ended;

  /// Counts the request as begun.
  ///
  /// @param family under which requests in flight are counted together
  public CountedTraffic(Tally<K> tally, K kind, String family, Pacing pacing) {
    this.tally = tally;
    this.family = family;
    this.pacing = pacing;
    tally.begin(kind, family);
  }

  @Override
  public int chunk() {
    return pacing.chunk();
  }

  @Override
  public void starting(int status) {
    tally.status(status);
  }

  @Override
  public void sending(int bytes) throws IOException {
    pacing.take(bytes);
    tally.sent(bytes);
  }

  @Override
  public void received(int bytes) throws IOException {
    pacing.take(bytes);
    tally.received(bytes);
  }

  /// Counts the request as ended; calls after the first change nothing.
  @Override
  public void ending() {
    if (!ended) {
      ended = true;
      tally.end(family);
    }
  }
}
