package dev.dyno.profiles.assertions;

import dev.dyno.profiles.jfr.By;
import dev.dyno.profiles.jfr.Comparison;
import dev.dyno.profiles.jfr.Exact;
import dev.dyno.profiles.jfr.Fact;
import org.assertj.core.api.AbstractAssert;

/// Assertions about a candidate against its baseline.
public final class ComparisonAssert extends AbstractAssert<ComparisonAssert, Comparison> {

  ComparisonAssert(Comparison actual) {
    super(actual, ComparisonAssert.class);
  }

  /// Goes on with one fact.
  public DifferenceAssert on(Exact signal) {
    isNotNull();
    return new DifferenceAssert(actual.of(signal)).as(info.description());
  }

  /// The candidate starts no more processes.
  public ComparisonAssert startsNoMoreProcesses() {
    return doesNotRise(Fact.PROCESSES_STARTED);
  }

  /// The candidate starts no more threads, platform or virtual, each counted for itself.
  public ComparisonAssert startsNoMoreThreads() {
    return doesNotRise(Fact.PLATFORM_THREADS_STARTED, Fact.VIRTUAL_THREADS_STARTED);
  }

  /// The candidate connects no more sockets.
  public ComparisonAssert connectsNoMoreSockets() {
    return doesNotRise(Fact.SOCKETS_CONNECTED);
  }

  /// The candidate opens no more files.
  public ComparisonAssert opensNoMoreFiles() {
    return doesNotRise(Fact.FILES_OPENED);
  }

  /// The candidate creates no more exceptions.
  public ComparisonAssert throwsNoMoreExceptions() {
    return doesNotRise(Fact.EXCEPTIONS_THROWN);
  }

  /// The candidate reads and writes no more bytes on sockets and in files, each counted for itself.
  public ComparisonAssert movesNoMoreBytes() {
    on(Fact.SOCKET_READS).doesNotRiseInBytes();
    on(Fact.SOCKET_WRITES).doesNotRiseInBytes();
    on(Fact.FILE_READS).doesNotRiseInBytes();
    on(Fact.FILE_WRITES).doesNotRiseInBytes();
    return this;
  }

  /// The candidate's threads wait for no class's monitor for which the baseline's did not.
  public ComparisonAssert hasNoNewContention() {
    on(Fact.CONTENDED_MONITORS).hasNothingNew(By.SUBJECT);
    return this;
  }

  private ComparisonAssert doesNotRise(Fact... facts) {
    for (var fact : facts) {
      on(fact).doesNotRise();
    }
    return this;
  }
}
