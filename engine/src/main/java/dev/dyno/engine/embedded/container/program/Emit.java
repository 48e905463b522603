package dev.dyno.engine.embedded.container.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// `emit`: prints numbered lines at a steady rate, or as fast as anybody takes them.
///
/// @param lines how many, at least 0; [#FOREVER] to go on until a signal
/// @param rate lines a second; 0 for no limit
/// @param bytes in a line with its line end, 1 to 16 MiB; a number that does not fit loses its end
/// @param stderrEvery which lines go to standard error, such as 10 for every tenth; 0 for none
record Emit(long lines, double rate, int bytes, int stderrEvery, Set<Signal> ignores)
    implements Program {
  static final long FOREVER = Long.MAX_VALUE;

  private static final int MOST_BYTES = 16 << 20;
  private static final double NANOS = 1e9;
  private static final String USAGE =
      "usage: emit [--lines N | --forever] [--rate LINES_PER_SECOND] [--bytes N]"
          + " [--stderr-every N] [--ignore-term]";

  Emit {
    ignores = Set.copyOf(ignores);
  }

  static Program of(List<String> arguments) {
    var emit = new Emit(1, 0, 80, 0, Set.of());
    try {
      for (var options = arguments.iterator(); options.hasNext(); ) {
        var option = options.next();
        emit =
            switch (option) {
              case "--forever" -> emit.withLines(FOREVER);
              case Sleep.IGNORE_TERM -> emit.withIgnored(Set.of(Signal.TERM));
              default -> emit.with(option, options.hasNext() ? options.next() : "");
            };
      }
      return emit;
    } catch (IllegalArgumentException e) {
      return new Misused("emit: %s; %s".formatted(e.getMessage(), USAGE));
    }
  }

  @Override
  public int run(Surroundings world) throws IOException, Killed, InterruptedException {
    var line = blank();
    long start = System.nanoTime();
    for (long number = 1; number <= lines; number++) {
      awaitTurn(number, start, world);
      write(number, line);
      var stream = stderrEvery > 0 && number % stderrEvery == 0 ? world.err() : world.out();
      stream.write(line);
    }
    return 0;
  }

  /// The first line is due at once; whoever is late hurries until it has caught up.
  private void awaitTurn(long number, long start, Surroundings world)
      throws IOException, Killed, InterruptedException {
    long due = rate == 0 ? 0 : (long) ((number - 1) / rate * NANOS);
    long left = due - (System.nanoTime() - start);
    if (left > 0) {
      world.pause(left);
    } else {
      world.signals().check();
    }
  }

  private byte[] blank() {
    var line = ".".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
    line[bytes - 1] = '\n';
    return line;
  }

  private void write(long number, byte[] line) {
    var text = ("line " + number + " ").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, line, 0, Math.min(text.length, bytes - 1));
  }

  private Emit with(String option, String value) {
    return switch (option) {
      case "--lines" -> withLines(number(option, value, 0, Integer.MAX_VALUE));
      case "--rate" -> new Emit(lines, rate(value), bytes, stderrEvery, ignores);
      case "--bytes" ->
          new Emit(lines, rate, number(option, value, 1, MOST_BYTES), stderrEvery, ignores);
      case "--stderr-every" ->
          new Emit(lines, rate, bytes, number(option, value, 0, Integer.MAX_VALUE), ignores);
      default -> throw new IllegalArgumentException("unknown option '%s'".formatted(option));
    };
  }

  private Emit withLines(long count) {
    return new Emit(count, rate, bytes, stderrEvery, ignores);
  }

  private Emit withIgnored(Set<Signal> signals) {
    return new Emit(lines, rate, bytes, stderrEvery, signals);
  }

  private static int number(String option, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "%s must be a whole number from %d to %d, not '%s'".formatted(option, least, most, value));
  }

  private static double rate(String value) {
    if (!value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      throw new IllegalArgumentException(
          "--rate must be a number of lines a second, 0 for no limit, not '%s'".formatted(value));
    }
    return Double.parseDouble(value);
  }
}
