package dev.dyno.engine.embedded.container.program;

/// `true` and `false`: an exit code and nothing else.
record Constant(int code) implements Program {
  @Override
  public int run(Surroundings world) throws Killed {
    world.signals().check();
    return code;
  }
}
