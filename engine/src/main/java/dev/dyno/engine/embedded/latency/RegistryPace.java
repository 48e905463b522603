package dev.dyno.engine.embedded.latency;

/// How fast a daemon exchanges images with registries, beside what the network itself takes.
///
/// @param roundTripMillis of each request that has to be answered before the next can be sent, at
///     least 0; a cold pull has four of them in a row
/// @param downloadBytesPerSecond of one stream, 0 for unlimited; the daemon has three at most
/// @param inflatedBytesPerSecond of the tar, of one layer on one core, 0 for unlimited
/// @param uploadBytesPerSecond of the blob, of one layer on one core, 0 for unlimited
public record RegistryPace(
    double roundTripMillis,
    double downloadBytesPerSecond,
    double inflatedBytesPerSecond,
    double uploadBytesPerSecond) {
  /// As fast as the machine.
  public static final RegistryPace UNLIMITED = new RegistryPace(0, 0, 0, 0);

  private static final double LONGEST_MILLIS = 60_000;

  /// Checks the signs.
  public RegistryPace {
    if (!(0 <= roundTripMillis && roundTripMillis <= LONGEST_MILLIS)) {
      throw new IllegalArgumentException(
          "a round trip of %s ms is not between 0 and a minute".formatted(roundTripMillis));
    }
    requireRate("download", downloadBytesPerSecond);
    requireRate("inflation", inflatedBytesPerSecond);
    requireRate("upload", uploadBytesPerSecond);
  }

  private static void requireRate(String what, double bytesPerSecond) {
    if (!(0 <= bytesPerSecond && bytesPerSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s at %s bytes a second: must be above 0, or 0 for unlimited"
              .formatted(what, bytesPerSecond));
    }
  }
}
