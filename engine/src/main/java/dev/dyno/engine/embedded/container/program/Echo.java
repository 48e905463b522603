package dev.dyno.engine.embedded.container.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `echo [-n] WORDS…`.
record Echo(String text) implements Program {
  static Program of(List<String> arguments) throws UnknownProgram {
    if (arguments.isEmpty()) {
      return new Echo("\n");
    }
    return switch (arguments.getFirst()) {
      case "-n" -> new Echo(String.join(" ", arguments.subList(1, arguments.size())));
      case "-e", "-ne", "-en", "-E" ->
          throw UnknownProgram.unsupported("echo " + arguments.getFirst());
      default -> new Echo(String.join(" ", arguments) + "\n");
    };
  }

  @Override
  public int run(Surroundings world) throws IOException, Killed {
    world.signals().check();
    world.out().write(text.getBytes(StandardCharsets.UTF_8));
    return 0;
  }
}
