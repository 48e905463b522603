package dev.dyno.engine.registry;

import java.util.List;

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
  ///
  /// @param words program and arguments; at least the program
  record Command(List<String> words) implements Secret {
    public Command {
      words = List.copyOf(words);
      if (words.isEmpty() || words.getFirst().isBlank()) {
        throw new IllegalArgumentException(
            "a secret's command without a program: write it like cmd:pass show registry");
      }
    }
  }

  /// Reads `env:NAME`, `cmd:program argument …` (split at blanks), or anything else as the text
  /// itself.
  ///
  /// @throws IllegalArgumentException when `cmd:` names no program
  static Secret parse(String text) {
    if (text.startsWith("env:")) {
      return new Variable(text.substring("env:".length()));
    }
    if (text.startsWith("cmd:")) {
      return new Command(List.of(text.substring("cmd:".length()).strip().split("\\s+", -1)));
    }
    return new Literal(text);
  }
}
