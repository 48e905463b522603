package dev.dyno.engine.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// A registry that Prometheus can read, and the engine's [Metrics] on it.
///
/// Concurrency: any thread may call.
public final class Prometheus implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Metrics metrics = Metrics.on(registry);

  /// To be given to an engine, or to several.
  public Metrics metrics() {
    return metrics;
  }

  /// All meters in Prometheus' text format 0.0.4.
  public String scrape() {
    return registry.scrape();
  }

  /// Lets go of all meters; what is counted afterwards goes nowhere.
  @Override
  public void close() {
    registry.close();
  }
}
