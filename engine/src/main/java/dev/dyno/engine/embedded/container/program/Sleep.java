package dev.dyno.engine.embedded.container.program;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// `sleep [--ignore-term] SECONDS`; a fraction is allowed, and `m`, `h` or `d` behind the number.
/// The option is not busybox's: there, say `sh -c "trap '' TERM; sleep SECONDS"`.
record Sleep(long nanos, Set<Signal> ignores) implements Program {
  static final String IGNORE_TERM = "--ignore-term";

  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([smhd]?)");
  private static final double NANOS = 1e9;

  Sleep {
    ignores = Set.copyOf(ignores);
  }

  static Program of(List<String> arguments) {
    var times = new ArrayList<>(arguments);
    var ignored = times.remove(IGNORE_TERM) ? Set.of(Signal.TERM) : Set.<Signal>of();
    if (times.isEmpty()) {
      return new Misused("sleep: missing operand; usage: sleep [--ignore-term] SECONDS");
    }
    double seconds = 0;
    for (var time : times) {
      var matcher = TIME.matcher(time);
      if (!matcher.matches()) {
        return new Misused("sleep: invalid number '%s'".formatted(time));
      }
      seconds += Double.parseDouble(matcher.group(1)) * unit(matcher.group(2));
    }
    return new Sleep((long) (seconds * NANOS), ignored);
  }

  @Override
  public int run(Surroundings world) throws IOException, Killed, InterruptedException {
    world.pause(nanos);
    return 0;
  }

  private static int unit(String letter) {
    return switch (letter) {
      case "m" -> 60;
      case "h" -> 60 * 60;
      case "d" -> 24 * 60 * 60;
      default -> 1;
    };
  }
}
