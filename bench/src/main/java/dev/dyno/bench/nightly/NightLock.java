package dev.dyno.bench.nightly;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets one night at a time measure in a project. The system holds the lock for as long as its
/// process lives, so that a dead one's is free; the file says who it was. Whoever holds it opens
/// the file no second time: POSIX takes a lock back when its process closes any descriptor of it.
public final class NightLock implements AutoCloseable {
  /// Bytes of the sentence that says who holds it.
  private static final int MOST = 200;

  private final FileChannel channel;
  private final FileLock lock;
  private final Optional<String> dead;

  private NightLock(FileChannel channel, FileLock lock, Optional<String> dead) {
    this.channel = channel;
    this.lock = lock;
    this.dead = dead;
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

  /// Takes it, or says who has it and since when.
  public static NightLock take(Path folder, Instant now) throws IOException, Held {
    return take(folder, now, "");
  }

  /// The same for something else that measures, which a night would spoil.
  ///
  /// @param who it is, for people: `dyno bisect, `
  public static NightLock take(Path folder, Instant now, String who) throws IOException, Held {
    var file = folder.resolve("lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var lock = tried(channel);
    if (lock == null) {
      channel.close();
      throw new Held(Files.readString(file).strip());
    }
    var before = read(channel);
    var own = "%sprocess %d since %s".formatted(who, ProcessHandle.current().pid(), now);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(own.getBytes(StandardCharsets.UTF_8)), 0);
    return new NightLock(channel, lock, before.isEmpty() ? Optional.empty() : Optional.of(before));
  }

  private static String read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(MOST);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // reads on
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
  }

  private static @Nullable FileLock tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ownProcess) {
      return null;
    }
  }

  /// Who held it and died with it.
  public Optional<String> dead() {
    return dead;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
      lock.release();
    }
  }
}
