package dev.dyno.engine.embedded.container.program;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// `trap '' SIGNAL…`: from here on these signals are not heeded. It ignores them from the start
/// when it comes first, so that no signal can be faster than the script.
record Trap(Set<Signal> ignores) implements Program {
  Trap {
    ignores = Set.copyOf(ignores);
  }

  static Program of(List<String> arguments) throws UnknownProgram {
    if (arguments.size() < 2 || !arguments.getFirst().isEmpty()) {
      throw UnknownProgram.unsupported("trap other than trap '' SIGNAL…");
    }
    var signals = EnumSet.noneOf(Signal.class);
    for (var name : arguments.subList(1, arguments.size())) {
      var signal = Signal.parse(name);
      if (signal.isEmpty()) {
        return new Misused("trap: %s: invalid signal specification".formatted(name));
      }
      signals.add(signal.get());
    }
    return new Trap(signals);
  }

  @Override
  public int run(Surroundings world) {
    ignores.forEach(world.signals()::ignore);
    return 0;
  }
}
