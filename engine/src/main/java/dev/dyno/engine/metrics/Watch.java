package dev.dyno.engine.metrics;

/// A source that is read at each scrape, until closed.
public interface Watch extends AutoCloseable {

  /// Reads the source no more, and lets go of it. The second time nothing happens.
  @Override
  void close();
}
