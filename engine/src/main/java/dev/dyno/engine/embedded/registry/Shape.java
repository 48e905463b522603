package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.latency.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How slow the network to the registry is made to look: the two [Fault]s that every request of a
/// benchmark meets, under a name of their own.
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

  List<Fault> asFaults() {
    var faults = new ArrayList<Fault>();
    if (!latencyPerRequest.isZero()) {
      var time = Spread.fixed(latencyPerRequest);
      faults.add(Fault.at(Place.REGISTRY, new What.Latency(time, 0)));
    }
    if (bytesPerSecondPerConnection > 0 || bytesPerSecondShared > 0) {
      var limits = new What.Bandwidth(bytesPerSecondPerConnection, bytesPerSecondShared);
      faults.add(Fault.at(Place.REGISTRY, limits));
    }
    return faults;
  }
}
