package dev.dyno.engine.embedded.container.program;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// A program, with its arguments understood.
public sealed interface Program
    permits Cat, Constant, Echo, Emit, Exit, Misused, Script, Sleep, ToError, Trap {

  /// Folders where a real image would have such programs.
  Pattern FOLDER = Pattern.compile("^/(?:usr/(?:local/)?)?s?bin/(?=[^/]+$)");

  /// Runs to the end.
  ///
  /// @return the exit code, 0 to 255
  /// @throws IOException when its output cannot be written
  /// @throws Killed by a signal
  int run(Surroundings world) throws IOException, Killed, InterruptedException;

  /// The signals that it does not heed, from its first instant on.
  default Set<Signal> ignores() {
    return Set.of();
  }

  /// Understands a command. Wrong arguments of a known program are no error here: the program will
  /// complain and fail, as programs do.
  ///
  /// @param command the program and its arguments
  /// @throws UnknownProgram that names what cannot be run
  static Program of(List<String> command) throws UnknownProgram {
    var arguments = command.subList(1, command.size());
    return switch (FOLDER.matcher(command.getFirst()).replaceFirst("")) {
      case "emit" -> Emit.of(arguments);
      case "sleep" -> Sleep.of(arguments);
      case "exit" -> Exit.of(arguments);
      case "echo" -> Echo.of(arguments);
      case "cat" -> Cat.of(arguments);
      case "true" -> new Constant(0);
      case "false" -> new Constant(1);
      case "trap" -> Trap.of(arguments);
      case "sh" -> shell(arguments);
      default -> throw UnknownProgram.notFound(command.getFirst());
    };
  }

  private static Program shell(List<String> arguments) throws UnknownProgram {
    if (arguments.isEmpty()) {
      // It would read commands from its input, which is empty.
      return new Constant(0);
    }
    if (!arguments.getFirst().equals("-c") || arguments.size() == 1) {
      throw UnknownProgram.unsupported("sh %s".formatted(String.join(" ", arguments)));
    }
    return ShellText.parse(arguments.get(1));
  }

  /// A whole number of the usual kind, or nothing.
  static OptionalInt wholeNumber(String text) {
    return text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }
}
