package dev.dyno.bench.calibration;

import dev.dyno.bench.calibration.Timed.Transfer;
import dev.dyno.engine.embedded.latency.RegistryPace;
import java.util.Arrays;
import java.util.Optional;

/// How a daemon exchanges images, from times of images small and large, both less what the replay
/// takes of its own.
///
/// ```
/// pull again = 3 round trips
/// pull small = 4 round trips + pull
/// pull large = 4 round trips + pull + bytes / inflation
/// push again = push
/// push large = push + bytes / upload
/// ```
/// @param pace round trips and rates
/// @param pull what a pull costs beside; empty when nothing
/// @param push what a push costs beside; empty when nothing
record PaceFit(RegistryPace pace, Optional<LognormalFit> pull, Optional<LognormalFit> push) {

  private static final int TRIPS_OF_PULL_AGAIN = 3;
  private static final int TRIPS_OF_PULL = 4;
  private static final double MILLIS_PER_SECOND = 1000;
  // A layer that comes and goes in less is not worth a rate.
  private static final double LEAST_MILLIS = 5;

  /// @param daemon has every transfer
  /// @param own of the replay, every transfer too
  static PaceFit of(Stopwatch daemon, Stopwatch own) {
    double trip =
        LognormalFit.rounded(
            Math.max(0, beside(daemon, own, Transfer.PULL_AGAIN)) / TRIPS_OF_PULL_AGAIN);
    double inflating =
        beside(daemon, own, Transfer.PULL_LARGE) - beside(daemon, own, Transfer.PULL_SMALL);
    double uploading =
        beside(daemon, own, Transfer.PUSH_LARGE) - beside(daemon, own, Transfer.PUSH_AGAIN);
    return new PaceFit(
        new RegistryPace(trip, 0, rate(inflating), rate(uploading)),
        LognormalFit.of(
            daemon.of(Transfer.PULL_SMALL),
            Quantiles.median(own.of(Transfer.PULL_SMALL)) + TRIPS_OF_PULL * trip),
        LognormalFit.of(
            daemon.of(Transfer.PUSH_AGAIN), Quantiles.median(own.of(Transfer.PUSH_AGAIN))));
  }

  /// Whether both have every transfer.
  static boolean possible(Stopwatch daemon, Stopwatch own) {
    return Arrays.stream(Transfer.values())
        .allMatch(transfer -> daemon.of(transfer).length > 0 && own.of(transfer).length > 0);
  }

  private static double beside(Stopwatch daemon, Stopwatch own, Transfer transfer) {
    return Quantiles.median(daemon.of(transfer)) - Quantiles.median(own.of(transfer));
  }

  /// In whole bytes a second; 0 for unlimited.
  private static double rate(double millis) {
    return millis < LEAST_MILLIS
        ? 0
        : Math.rint(Transfers.LARGE_BYTES * MILLIS_PER_SECOND / millis);
  }
}
