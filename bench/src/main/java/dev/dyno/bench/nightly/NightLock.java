package dev.dyno.bench.nightly;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Lets one night at a time measure in a project, and on a machine: another checkout's night would
/// spoil both as well. The system holds both locks for as long as the process lives.
public final class NightLock implements AutoCloseable {
  private final LockFile project;
  private final LockFile machine;

  private NightLock(LockFile project, LockFile machine) {
    this.project = project;
    this.machine = machine;
  }

  /// Somebody else has it.
  public static final class Held extends Exception {
    private static final long serialVersionUID = 1;

    Held(String holder) {
      super(
          "a night is being measured already, by %s: two would spoil each other's figures"
              .formatted(holder));
    }
  }

  /// What all checkouts of a machine, and all users, lock.
  ///
  /// @param file made when it is missing; its folder exists
  /// @param shard whether shards may be beside it: who puts several on one machine means to
  public record Machine(Path file, boolean shard) {}

  /// Takes it, or says who has it and since when.
  ///
  /// @param desk the project's, of [NightDesk]
  /// @param who measures, for people: `dyno bisect, `; nothing for a night
  public static NightLock take(Path desk, Machine machine, Instant now, String who)
      throws IOException, Held {
    var own = "%sprocess %d since %s".formatted(who, ProcessHandle.current().pid(), now);
    var project = LockFile.take(desk.resolve("lock"), own);
    try {
      var whole =
          machine.shard()
              ? LockFile.share(machine.file())
              : LockFile.take(machine.file(), "%s, of %s".formatted(own, desk));
      return new NightLock(project, whole);
    } catch (IOException | Held not) {
      project.close();
      throw not;
    }
  }

  /// Who held it in this project and died with it.
  public Optional<String> dead() {
    return project.dead();
  }

  @Override
  public void close() throws IOException {
    try (project) {
      machine.close();
    }
  }
}
