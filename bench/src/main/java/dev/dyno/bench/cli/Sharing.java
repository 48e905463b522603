package dev.dyno.bench.cli;

import dev.dyno.reports.measurement.TurnOrder;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/// How the two forks of a pair share the machine.
final class Sharing {

  private static final String USUAL = "turns";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = USUAL,
      description = "turns, forks or duet (default: ${DEFAULT-VALUE})")
  private String mode = USUAL;

  TurnOrder order() throws UsageException {
    try {
      return TurnOrder.valueOf(mode.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(
          "--mode '%s' is not known: choose from turns, forks, duet".formatted(mode), unknown);
    }
  }

  /// What a command line that does the same again needs to say of it.
  List<String> words() {
    return mode.equals(USUAL) ? List.of() : List.of("--mode", mode);
  }
}
