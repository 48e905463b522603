package dev.dyno.bench.trial;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The end of what a JMH host printed, and what it means.
///
/// @param lines the last ones
record JmhLog(List<String> lines) {

  private static final int KEPT_BYTES = 64 * 1024;
  private static final int SHOWN_LINES = 12;

  /// Reads the end only: a benchmark may print megabytes.
  static JmhLog read(Path log) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - KEPT_BYTES);
      file.seek(from);
      var bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      return new JmhLog(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException unreadable) {
      return new JmhLog(List.of("its log cannot be read: " + unreadable.getMessage()));
    }
  }

  /// A benchmark's own failure when JMH reports one, else a lost fork.
  ///
  /// @param what happened, as the trial saw it
  TrialException failure(String what) {
    var failure = lineWith("<failure>"); // JMH's mark, at the end of a line
    if (failure.isPresent()) {
      return new TrialException.BenchmarkFailed(excerpt(failure.getAsInt() + 1));
    }
    if (lineWith("No matching benchmarks").isPresent()) {
      return new TrialException.BenchmarkFailed(
          "JMH finds no such benchmark on the variant's class path");
    }
    var death = lineWith("forked VM failed");
    if (death.isPresent()) {
      return new TrialException.ForkLost(what + ": " + excerpt(death.getAsInt()));
    }
    return new TrialException.ForkLost(what + ": " + excerpt(lines.size() - SHOWN_LINES));
  }

  /// A fork that was ended because it took too long, whatever it had said.
  ///
  /// @param what happened, as who waited for it saw it
  TrialException late(String what) {
    return new TrialException.ForkLost(what + ": " + excerpt(lines.size() - SHOWN_LINES));
  }

  private OptionalInt lineWith(String mark) {
    return IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(mark)).findFirst();
  }

  private String excerpt(int from) {
    int first = Math.max(0, from);
    var shown = lines.subList(first, Math.min(lines.size(), first + SHOWN_LINES));
    return String.join("\n", shown.stream().map(String::stripTrailing).toList()).strip();
  }
}
