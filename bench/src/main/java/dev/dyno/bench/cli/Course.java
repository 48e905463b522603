package dev.dyno.bench.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What commands that measure for long ask of chance and of time.
final class Course {

  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h)");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of every random choice (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description =
          "no pair or round starts after it: 90s, 10m, 2h"
              + " (default: 12h to compare and to gate, 10m to calibrate)")
  private @Nullable String budget;

  long seed() {
    return seed;
  }

  /// @param usual when nothing was said
  Duration budget(Duration usual) throws UsageException {
    return budget == null ? usual : time("--budget", budget);
  }

  /// @param asked by which option
  static Duration time(String asked, String text) throws UsageException {
    var match = TIME.matcher(text);
    if (!match.matches() || Long.parseLong(match.group(1)) == 0) {
      throw new UsageException("%s '%s' is no time: write 90s, 10m or 2h".formatted(asked, text));
    }
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
