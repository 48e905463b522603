package dev.dyno.bench.nightly;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file that the system locks for as long as a process lives, so that a dead one's is free; the
/// file says who it was. Whoever holds it opens the file no second time: POSIX takes a lock back
/// when its process closes any descriptor of it.
final class LockFile implements AutoCloseable {
  /// Bytes of the sentence that says who holds it.
  private static final int MOST = 4_000;

  private final FileChannel channel;
  private final FileLock lock;
  private final Optional<String> dead;

  private LockFile(FileChannel channel, FileLock lock, Optional<String> dead) {
    this.channel = channel;
    this.lock = lock;
    this.dead = dead;
  }

  /// Takes it alone, or says who has it.
  ///
  /// @param own who takes it, for people
  static LockFile take(Path file, String own) throws IOException, NightLock.Held {
    var taken = take(file, false);
    try {
      taken.channel.write(ByteBuffer.wrap(own.getBytes(StandardCharsets.UTF_8)), 0);
      return taken;
    } catch (IOException full) {
      taken.channel.close();
      throw full;
    }
  }

  /// Takes it beside others that share it, who are not named; or says who has it alone.
  static LockFile share(Path file) throws IOException, NightLock.Held {
    return take(file, true);
  }

  private static LockFile take(Path file, boolean shared) throws IOException, NightLock.Held {
    var channel = open(file);
    try {
      var lock = tried(channel, shared);
      var said = read(channel);
      if (lock == null) {
        throw new NightLock.Held(said.isEmpty() ? "another that measures here" : said);
      }
      channel.truncate(0);
      return new LockFile(channel, lock, said.isEmpty() ? Optional.empty() : Optional.of(said));
    } catch (IOException | NightLock.Held not) {
      channel.close();
      throw not;
    }
  }

  /// Opens it, also where another user made it, and follows no link that one laid.
  private static FileChannel open(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException there) {
      // as most nights
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, "is no file: delete it");
    }
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private static String read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(MOST);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // reads on
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
        .replaceAll("\\p{Cntrl}", " ") // whoever wrote it
        .strip();
  }

  private static @Nullable FileLock tried(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException ownProcess) {
      return null;
    }
  }

  /// Lets every user of the machine take it. Only who made it may say so.
  static void openToAll(Path file) throws IOException {
    try {
      Files.createFile(file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (FileAlreadyExistsException there) {
      // as most nights
    }
  }

  /// Who held it and died with it.
  Optional<String> dead() {
    return dead;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (!lock.isShared()) {
        channel.truncate(0);
      }
      lock.release();
    }
  }
}
