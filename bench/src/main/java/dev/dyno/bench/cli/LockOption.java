package dev.dyno.bench.cli;

import dev.dyno.bench.nightly.NightLock;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The file by which those who measure on a machine keep out of each other's way.
final class LockOption {

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      description =
          "one for all nights and bisections of this machine; containers share it by a mount (default: the"
              + " variable DYNO_LOCK, else dyno-night.lock in the system's temporary folder)",
      defaultValue = "${env:DYNO_LOCK:-${sys:java.io.tmpdir}/dyno-night.lock}")
  private Path lock = Path.of("dyno-night.lock");

  /// @param shard whether others of its kind may be beside it
  NightLock.Machine machine(boolean shard) throws UsageException {
    var folder = lock.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(lock)) {
      throw new UsageException(
          "--lock '%s': give a file in a folder that is there".formatted(lock));
    }
    return new NightLock.Machine(lock, shard);
  }
}
