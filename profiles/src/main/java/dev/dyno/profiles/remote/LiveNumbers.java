package dev.dyno.profiles.remote;

import dev.dyno.profiles.jfr.Fact;
import dev.dyno.profiles.jfr.FactTally;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What is known of a running JVM at one moment.
///
/// @param at when it was told; what happened in the last second may be missing
/// @param soFar facts since the watch began: each of them did happen, others may still be on their
///     way
/// @param sampled read now and then, and never complete
public record LiveNumbers(Instant at, Map<Fact, FactTally.Count> soFar, Sampled sampled) {

  public LiveNumbers {
    soFar = Map.copyOf(soFar);
  }

  /// One fact so far; none when the JVM cannot tell it.
  public FactTally.Count of(Fact fact) {
    return soFar.getOrDefault(fact, FactTally.Count.NONE);
  }

  /// Readings of one moment, which say nothing about the time between two.
  ///
  /// @param cpu of all cores that the JVM used when last read, 0 to 1
  /// @param threads platform threads alive when last read
  /// @param heap bytes in use after the last garbage collection
  public record Sampled(OptionalDouble cpu, OptionalLong threads, OptionalLong heap) {

    static final Sampled NONE =
        new Sampled(OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());

    Sampled withCpu(double now) {
      return new Sampled(OptionalDouble.of(now), threads, heap);
    }

    Sampled withThreads(long now) {
      return new Sampled(cpu, OptionalLong.of(now), heap);
    }

    Sampled withHeap(long now) {
      return new Sampled(cpu, threads, OptionalLong.of(now));
    }
  }
}
