package dev.dyno.engine.embedded.container.program;

import java.io.IOException;

/// A program whose arguments make no sense: it says so and fails.
record Misused(String complaint) implements Program {
  @Override
  public int run(Surroundings world) throws IOException {
    world.complain(complaint);
    return 1;
  }
}
