package dev.dyno.bench.cli;

import dev.dyno.reports.history.Retention;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `dyno history prune` keeps.
final class HistoryRetention {
  private static final Pattern LONG = Pattern.compile("([1-9]\\d{0,3})([dwy])");

  @Option(names = "--keep", paramLabel = "DAYS", description = "every run of so many days")
  private @Nullable Integer days;

  @Option(
      names = "--keep-nights",
      paramLabel = "N",
      description = "every run of the N newest days that have any")
  private @Nullable Integer nights;

  @Option(
      names = "--keep-weekly",
      paramLabel = "TIME",
      description = "the last run of each week, for so long: 90d, 52w, 3y")
  private @Nullable String weekly;

  @Option(names = "--dry-run", description = "say which runs would go, and forget none")
  private boolean dryRun;

  boolean dryRun() {
    return dryRun;
  }

  Retention retention(Instant now) throws UsageException {
    if (days == null && nights == null && weekly == null) {
      throw new UsageException(
          "keep what? Give --keep DAYS, --keep-nights N or --keep-weekly TIME, or several");
    }
    return new Retention(
        days == null ? Instant.MAX : ago(now, atLeastOne("--keep", days), 'd'),
        nights == null ? 0 : atLeastOne("--keep-nights", nights),
        weekly == null ? Instant.MAX : weeklySince(now, weekly));
  }

  private static int atLeastOne(String option, int number) throws UsageException {
    if (number < 1) {
      throw new UsageException("%s %d: keep 1 or more".formatted(option, number));
    }
    return number;
  }

  private static Instant weeklySince(Instant now, String text) throws UsageException {
    var match = LONG.matcher(text);
    if (!match.matches()) {
      throw new UsageException("--keep-weekly '%s': write such as 90d, 52w or 3y".formatted(text));
    }
    return ago(now, Integer.parseInt(match.group(1)), match.group(2).charAt(0));
  }

  private static Instant ago(Instant now, int number, char unit) {
    var today = now.atOffset(ZoneOffset.UTC);
    return switch (unit) {
      case 'd' -> today.minusDays(number).toInstant();
      case 'w' -> today.minusWeeks(number).toInstant();
      default -> today.minusYears(number).toInstant();
    };
  }
}
