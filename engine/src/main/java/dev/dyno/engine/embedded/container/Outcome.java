package dev.dyno.engine.embedded.container;

import dev.dyno.engine.embedded.container.program.Killed;
import dev.dyno.engine.embedded.container.program.Program;
import dev.dyno.engine.embedded.container.program.Signal;
import dev.dyno.engine.embedded.container.program.Surroundings;
import java.io.IOException;

/// How a program ended.
///
/// @param exitCode 0 to 255
/// @param error empty, unless something other than the program is to blame
record Outcome(int exitCode, String error) {
  private static final int OUTPUT_LOST = 1;
  private static final int BROKEN = 255;

  /// Runs a program on this thread, to its end, whatever end.
  static Outcome of(Program program, Surroundings world) {
    try (var out = world.out();
        var err = world.err()) {
      int code = program.run(world);
      out.flush();
      err.flush();
      return new Outcome(code, "");
    } catch (Killed e) {
      return new Outcome(e.by().exitCode(), "");
    } catch (IOException e) {
      return new Outcome(OUTPUT_LOST, "output lost: " + e.getMessage());
    } catch (RuntimeException e) {
      return new Outcome(BROKEN, "the embedded daemon failed: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(Signal.KILL.exitCode(), "interrupted");
    }
  }
}
