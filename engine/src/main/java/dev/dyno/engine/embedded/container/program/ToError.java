package dev.dyno.engine.embedded.container.program;

import java.io.IOException;

/// `program >&2`.
record ToError(Program program) implements Program {
  @Override
  public int run(Surroundings world) throws IOException, Killed, InterruptedException {
    return program.run(world.outToErr());
  }
}
