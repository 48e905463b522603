package dev.dyno.engine.embedded.registry;

import java.time.Duration;

/// How slow the network to the registry is made to look.
///
/// @param latencyPerRequest waited before each answer starts, at least zero
/// @param bytesPerSecondPerConnection of bodies either way, 0 for unlimited
/// @param bytesPerSecondShared of all bodies together, either way, 0 for unlimited
public record Shape(
    Duration latencyPerRequest, long bytesPerSecondPerConnection, long bytesPerSecondShared) {
  /// Neither latency nor limits.
  public static final Shape UNSHAPED = new Shape(Duration.ZERO, 0, 0);

  /// Checks that nothing is negative.
  public Shape {
    if (latencyPerRequest.isNegative()) {
      throw new IllegalArgumentException("latency %s is negative".formatted(latencyPerRequest));
    }
    if (bytesPerSecondPerConnection < 0 || bytesPerSecondShared < 0) {
      throw new IllegalArgumentException(
          "bandwidth %d per connection, %d shared: neither may be negative; 0 means unlimited"
              .formatted(bytesPerSecondPerConnection, bytesPerSecondShared));
    }
  }
}
