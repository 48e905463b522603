package dev.dyno.bench.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A JMH host that runs one fork, and why that one did not end well.
///
/// @param process of the host
/// @param log where it prints
record AwaitedHost(Process process, Path log) {

  /// Returns when the host has ended with 0; ends it otherwise, with what it started.
  ///
  /// @param what the fork is, for the message
  /// @param patience after which it is late
  /// @throws TrialException when it is late, or ends with another code: these are told apart
  void endedWell(String what, Duration patience) throws TrialException, InterruptedException {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw JmhLog.read(log)
            .late("%s was late, and was ended after %d s".formatted(what, patience.toSeconds()));
      }
      if (process.exitValue() != 0) {
        throw JmhLog.read(log).failure(what + " failed");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
