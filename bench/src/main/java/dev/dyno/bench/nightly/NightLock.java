package dev.dyno.bench.nightly;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Lets one night at a time measure in a project, and on a machine: another checkout's night would
/// spoil both as well. The system holds both locks for as long as the process lives.
public final class NightLock implements AutoCloseable {
  private final LockFile project;
  private final Optional<LockFile> machine;

  private NightLock(LockFile project, Optional<LockFile> machine) {
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
    var own = who + own(now);
    LockFile.openToAll(machine.file());
    var whole =
        machine.shard()
            ? LockFile.share(machine.file())
            : LockFile.take(machine.file(), "%s, of %s".formatted(own, desk));
    try { // last, since it says who died here
      return new NightLock(LockFile.take(desk.resolve("lock"), own), Optional.of(whole));
    } catch (IOException | Held not) {
      whole.close();
      throw not;
    }
  }

  /// The project's alone: for who measures nothing.
  public static NightLock ofProject(Path desk, Instant now) throws IOException, Held {
    return new NightLock(LockFile.take(desk.resolve("lock"), own(now)), Optional.empty());
  }

  private static String own(Instant now) {
    return "process %d since %s".formatted(ProcessHandle.current().pid(), now);
  }

  /// Who held it in this project and died with it.
  public Optional<String> dead() {
    return project.dead();
  }

  @Override
  public void close() throws IOException {
    try (project) {
      if (machine.isPresent()) {
        machine.get().close();
      }
    }
  }
}
