package dev.dyno.bench.calibration;

import dev.dyno.engine.embedded.latency.LatencyProfile;
import dev.dyno.engine.embedded.latency.Operation;
import dev.dyno.engine.embedded.latency.OperationLatency;
import dev.dyno.engine.embedded.latency.RegistryPace;
import dev.dyno.engine.embedded.latency.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes a profile of the times of two daemons: the one to learn from, and the embedded one at full
/// speed, whose own time the replay must not take twice.
final class Fitting {

  /// Of what is not measured with several at once: a wait mostly waits, a pull fetches beside its
  /// work, the rest works on one core.
  private static final Map<Operation, Double> ASSUMED =
      Map.of(Operation.WAIT, 0.2, Operation.PULL, 1.2);

  private static final double LEAST_MILLIS = 0.05;

  private final Asked asked;
  private final int cores;
  private final Stopwatch daemon;
  private final Stopwatch own;
  private final Map<Operation, OperationLatency> operations = new EnumMap<>(Operation.class);
  private final List<Learned.Row> rows = new ArrayList<>();

  Fitting(Asked asked, int cores, Stopwatch daemon, Stopwatch own) {
    this.asked = asked;
    this.cores = cores;
    this.daemon = daemon;
    this.own = own;
  }

  /// Fits all that was timed. To be called once.
  ///
  /// @param source for the file: where the figures come from
  LatencyProfile profile(String source) {
    var pace = Optional.<PaceFit>empty();
    if (PaceFit.possible(daemon, own)) {
      pace = Optional.of(PaceFit.of(daemon, own));
    }
    for (var operation : Operation.values()) {
      switch (operation) {
        case PULL -> pace.ifPresent(it -> moved(operation, Timed.Transfer.PULL_SMALL, it.pull()));
        case PUSH -> pace.ifPresent(it -> moved(operation, Timed.Transfer.PUSH_AGAIN, it.push()));
        default -> alone(operation);
      }
    }
    return new LatencyProfile(
        asked.daemon(),
        source,
        cores,
        pace.map(PaceFit::pace).orElse(RegistryPace.UNLIMITED),
        operations);
  }

  /// What was fitted, in the order of the operations.
  List<Learned.Row> rows() {
    return List.copyOf(rows);
  }

  private void alone(Operation operation) {
    var what = new Timed.Alone(operation);
    if (daemon.of(what).length == 0) {
      return;
    }
    double ownMedian = Quantiles.median(own.of(what));
    var fit = LognormalFit.of(daemon.of(what), ownMedian + waitAfter(operation));
    var sharing = fit.flatMap(it -> sharing(operation, it.spread()));
    fit.ifPresent(
        it ->
            operations.put(
                operation,
                new OperationLatency(
                    it.spread(),
                    sharing.map(SharingFit::cpuShare).orElse(assumed(operation)),
                    sharing.map(SharingFit::atOnce).orElse(0))));
    rows.add(row(operation, what, ownMedian, fit, sharing));
  }

  /// A kill was timed with the wait after it, which the replay takes as well.
  private double waitAfter(Operation operation) {
    return operation == Operation.KILL
        ? Quantiles.median(daemon.of(new Timed.Alone(Operation.WAIT)))
            - Quantiles.median(own.of(new Timed.Alone(Operation.WAIT)))
        : 0;
  }

  private void moved(Operation operation, Timed what, Optional<LognormalFit> fit) {
    fit.ifPresent(
        it -> operations.put(operation, new OperationLatency(it.spread(), assumed(operation), 0)));
    rows.add(row(operation, what, Quantiles.median(own.of(what)), fit, Optional.empty()));
  }

  private double assumed(Operation operation) {
    return Math.min(cores, ASSUMED.getOrDefault(operation, 1.0));
  }

  private Optional<SharingFit> sharing(Operation operation, Spread spread) {
    var millis = together(operation);
    return millis.size() < 2
        ? Optional.empty()
        : Optional.of(SharingFit.of(spread, cores, millis, asked.seed()));
  }

  /// Medians of what the batches took on the daemon beside what they take the replay itself.
  private SortedMap<Integer, Double> together(Operation operation) {
    var millis = new TreeMap<Integer, Double>();
    for (int number : Asked.NUMBERS) {
      var what = new Timed.Together(operation, number);
      if (daemon.of(what).length > 0 && own.of(what).length > 0) {
        double beside = Quantiles.median(daemon.of(what)) - Quantiles.median(own.of(what));
        millis.put(number, Math.max(LEAST_MILLIS, beside));
      }
    }
    return millis.containsKey(1) ? millis : new TreeMap<>();
  }

  private Learned.Row row(
      Operation operation,
      Timed what,
      double ownMedian,
      Optional<LognormalFit> fit,
      Optional<SharingFit> sharing) {
    var quantiles = Quantiles.of(daemon.of(what));
    return new Learned.Row(
        operation,
        daemon.of(what).length,
        quantiles.median(),
        quantiles.at(0.9),
        ownMedian,
        fit.map(
            it ->
                new Learned.Fit(
                    it.spread().medianMillis(), it.spread().p90Millis(), it.residual())),
        sharing.map(it -> new Learned.Sharing(it.measured(), it.replayed(), it.residual())));
  }
}
