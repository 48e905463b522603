package dev.dyno.engine.embedded.container.program;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// `cat FILE…`: prints files of the container.
record Cat(List<String> files) implements Program {
  private static final int BUFFER = 32 * 1024;

  Cat {
    files = List.copyOf(files);
  }

  static Program of(List<String> arguments) throws UnknownProgram {
    for (var argument : arguments) {
      if (argument.startsWith("-")) {
        throw UnknownProgram.unsupported("cat " + argument);
      }
    }
    return new Cat(arguments);
  }

  @Override
  public int run(Surroundings world) throws IOException, Killed {
    int code = 0;
    for (var file : files) {
      var in = open(file, world);
      if (in.isPresent()) {
        print(in.get(), world);
      } else {
        code = 1;
      }
    }
    return code;
  }

  private static Optional<InputStream> open(String file, Surroundings world) throws IOException {
    try {
      return Optional.of(world.files().open(file));
    } catch (IOException e) {
      world.complain("cat: can't open '%s': %s".formatted(file, e.getMessage()));
      return Optional.empty();
    }
  }

  private static void print(InputStream in, Surroundings world) throws IOException, Killed {
    try (in) {
      var buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        world.signals().check();
        world.out().write(buffer, 0, read);
      }
    }
  }
}
