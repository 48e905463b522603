package dev.dyno.bench.trial;

import dev.dyno.bench.machine.ProcStat;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Surroundings;
import dev.dyno.reports.measurement.TurnOrder;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// One pair of live forks, from their first turn to their last.
///
/// In every order both forks are alive all the time and none ends before the other has finished, so
/// that neither the start nor the end of a JVM falls into the other's turn.
final class PairRun {

  private final Seat baseline;
  private final Seat candidate;
  private final RandomGenerator random;
  private final Duration patience;

  /// @param patience how long a fork may take to come back for its next turn, and to run one
  PairRun(Seat baseline, Seat candidate, RandomGenerator random, Duration patience) {
    this.baseline = baseline;
    this.candidate = candidate;
    this.random = random;
    this.patience = patience;
  }

  /// Which side failed, and how. The other one is as good as gone, too.
  static final class SideLost extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean baseline;

    SideLost(boolean baseline, IOException cause) {
      super(cause.getMessage() == null ? "it hung up" : cause.getMessage(), cause);
      this.baseline = baseline;
    }

    boolean ofBaseline() {
      return baseline;
    }

    /// Whether it is still there and says nothing, so that JMH has nothing to say of it either.
    boolean silent() {
      return getCause() instanceof IOException lost
          && lost.getCause() instanceof SocketTimeoutException;
    }
  }

  /// Runs every turn.
  ///
  /// @param index of the pair, from 0
  /// @throws SideLost when a fork went away or went silent
  Pair run(int index, TurnOrder order) throws SideLost {
    var before = ProcStat.now();
    var sameCore = SameCore.NONE;
    switch (order) {
      case TURNS -> sameCore = turns(index);
      case FORKS -> forks(index);
      case DUET -> duet();
    }
    var first = baseline.fork();
    var second = candidate.fork();
    taken(baseline);
    taken(candidate);
    return new Pair(index, first, second, surroundings(before, ProcStat.now(), sameCore));
  }

  /// @return what both sides were brought by
  private SameCore turns(int index) throws SideLost {
    int rounds = rounds();
    var sameCore = SameCore.NONE;
    for (int round = 0; round < rounds; round++) {
      boolean last = round == rounds - 1;
      boolean baselineFirst = random.nextBoolean();
      var sides = baselineFirst ? List.of(baseline, candidate) : List.of(candidate, baseline);
      for (var side : sides) {
        turn(side, side == sides.getFirst(), sameCore);
        if (!last) {
          taken(side);
        }
      }
      if (round == 0) {
        sameCore = SameCore.of(baseline.crew(), candidate.crew(), index);
      }
    }
    return sameCore;
  }

  /// ABBA over pairs: a drift of the machine then favours each side as often.
  private void forks(int index) throws SideLost {
    boolean baselineFirst = index % 4 == 0 || index % 4 == 3;
    var sides = baselineFirst ? List.of(baseline, candidate) : List.of(candidate, baseline);
    int rounds = rounds();
    for (var side : sides) {
      for (int round = 0; round < rounds; round++) {
        turn(side, side == sides.getFirst(), SameCore.NONE);
        if (round < rounds - 1) {
          taken(side);
        }
      }
    }
  }

  private void duet() throws SideLost {
    int rounds = rounds();
    for (int round = 0; round < rounds; round++) {
      go(baseline, SameCore.NONE);
      go(candidate, SameCore.NONE);
      result(baseline, true);
      result(candidate, true);
      if (round < rounds - 1) {
        taken(baseline);
        taken(candidate);
      }
    }
  }

  private int rounds() {
    return Math.min(baseline.rounds(), candidate.rounds());
  }

  private void turn(Seat side, boolean first, SameCore sameCore) throws SideLost {
    go(side, sameCore);
    result(side, first);
  }

  private void go(Seat side, SameCore sameCore) throws SideLost {
    with(
        side,
        () -> {
          side.asked(patience);
          sameCore.bring(side.pid(), () -> side.wake(patience));
          side.go();
        });
  }

  private void result(Seat side, boolean first) throws SideLost {
    with(side, () -> side.result(first, patience));
  }

  private void taken(Seat side) throws SideLost {
    with(side, side::taken);
  }

  private interface Talk {
    void now() throws IOException;
  }

  private void with(Seat side, Talk talk) throws SideLost {
    try {
      talk.now();
    } catch (IOException lost) {
      throw new SideLost(side == baseline, lost);
    }
  }

  private static Surroundings surroundings(ProcStat before, ProcStat after, SameCore sameCore) {
    double seconds = (after.nanos() - before.nanos()) / 1e9;
    double steal = after.stealShareSince(before);
    double pressure =
        before.pressureMicros() < 0
            ? -1
            : (after.pressureMicros() - before.pressureMicros()) / (seconds * 1e6);
    return new Surroundings(
        seconds, steal, Math.min(1, pressure), ProcStat.load(), sameCore.brings());
  }
}
