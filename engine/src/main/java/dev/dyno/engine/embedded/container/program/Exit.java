package dev.dyno.engine.embedded.container.program;

import java.util.List;
import java.util.OptionalInt;

/// `exit N`: ends a script; alone, a program with this exit code.
///
/// @param code 0 to 255, or empty for that of the command before
record Exit(OptionalInt code) implements Program {
  private static final int CODES = 256;

  static Program of(List<String> arguments) {
    if (arguments.isEmpty()) {
      return new Exit(OptionalInt.empty());
    }
    var code = Program.wholeNumber(arguments.getFirst());
    return code.isEmpty() || arguments.size() > 1
        ? new Misused("exit: Illegal number: %s".formatted(String.join(" ", arguments)))
        : new Exit(OptionalInt.of(code.getAsInt() % CODES));
  }

  @Override
  public int run(Surroundings world) {
    return after(0);
  }

  int after(int previous) {
    return code.orElse(previous);
  }
}
