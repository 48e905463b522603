package dev.dyno.engine.embedded.container.program;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Programs one after the other: the text of `sh -c`.
record Script(List<Step> steps) implements Program {

  /// One program.
  ///
  /// @param onlyAfterSuccess whether it stands behind `&&`
  record Step(Program program, boolean onlyAfterSuccess) {}

  Script {
    steps = List.copyOf(steps);
  }

  @Override
  public Set<Signal> ignores() {
    return steps.isEmpty() ? Set.of() : steps.getFirst().program().ignores();
  }

  @Override
  public int run(Surroundings world) throws IOException, Killed, InterruptedException {
    int last = 0;
    for (var step : steps) {
      if (step.onlyAfterSuccess() && last != 0) {
        continue;
      }
      if (step.program() instanceof Exit exit) {
        return exit.after(last);
      }
      step.program().ignores().forEach(world.signals()::ignore);
      last = step.program().run(world);
    }
    return last;
  }
}
