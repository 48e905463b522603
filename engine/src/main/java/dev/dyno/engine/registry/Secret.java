package dev.dyno.engine.registry;

import java.util.List;
import java.util.Map;

/// Where a user name or a password comes from.
public sealed interface Secret {

  /// The text itself.
  record Literal(String text) implements Secret {
    @Override
    public String toString() {
      return "Literal[…]";
    }
  }

  /// A variable of the environment.
  record Variable(String name) implements Secret {}

  /// The first line that a command prints.
  record Command(List<String> words) implements Secret {
    public Command {
      words = List.copyOf(words);
    }
  }

  /// Reads `env:NAME`, `cmd:program argument …` (split at blanks), or anything else as the text
  /// itself.
  static Secret parse(String text) {
    if (text.startsWith("env:")) {
      return new Variable(text.substring("env:".length()));
    }
    if (text.startsWith("cmd:")) {
      return new Command(List.of(text.substring("cmd:".length()).strip().split("\\s+", -1)));
    }
    return new Literal(text);
  }

  /// Works it out, now.
  ///
  /// @param environment variables by name
  /// @throws AuthException when the variable is not set, or the command fails
  default String reveal(Map<String, String> environment) throws AuthException {
    return switch (this) {
      case Literal(var text) -> text;
      case Variable(var name) -> {
        var value = environment.get(name);
        if (value == null) {
          throw new AuthException("variable %s is not set: export it".formatted(name));
        }
        yield value;
      }
      case Command(var words) -> {
        var printed = HelperProcess.run(words, "");
        yield printed
            .lines()
            .findFirst()
            .orElseThrow(
                () -> new AuthException("'%s' printed nothing".formatted(words.getFirst())));
      }
    };
  }
}
