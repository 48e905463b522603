package dev.dyno.engine.runtime;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.github.dockerjava.api.DockerClient;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.metrics.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Files into containers and out of them. A daemon takes and gives tar archives.
record CopyCalls(Daemon daemon) {

  private static final String ROOT = "/";
  private static final int BUFFER = 1 << 16;

  void tarIn(ContainerId id, InputStream tar, String folder, Deadline deadline)
      throws RuntimeFailure, IOException {
    var task = Task.of(Operation.COPY_IN, "copy to %s in %s".formatted(folder, id));
    try (var source = new SourceStream("the archive", tar)) {
      try {
        daemon.call(task, deadline, docker -> sent(docker, id, source, folder, task));
      } finally {
        daemon.metrics().transferred(task.operation(), source.bytesRead());
      }
    }
  }

  private static Object sent(
      DockerClient docker, ContainerId id, SourceStream tar, String folder, Task task)
      throws Exception {
    try {
      return docker
          .copyArchiveToContainerCmd(id.value())
          .withRemotePath(folder)
          .withTarInputStream(tar)
          .exec();
    } catch (RuntimeException failed) {
      throw tar.blamed(task, failed);
    }
  }

  void contentIn(ContainerId id, byte[] content, String path, int mode, Deadline deadline)
      throws RuntimeFailure {
    try {
      tarIn(id, OneEntry.whole(belowRoot(path), content, mode), ROOT, deadline);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void filesIn(ContainerId id, BuildContext archives, Path files, String path, Deadline deadline)
      throws RuntimeFailure, IOException {
    tarIn(id, archives.open(files, belowRoot(path)), ROOT, deadline);
  }

  /// Names below the root, rather than in the target's folder: so that folders need not be there.
  private static String belowRoot(String path) {
    if (!path.startsWith(ROOT)) {
      throw new IllegalArgumentException(
          "'%s' is no place in a container: write the whole path".formatted(path));
    }
    return path.substring(1);
  }

  void fileOut(ContainerId id, String path, Path target, Deadline deadline) throws RuntimeFailure {
    var task = Task.of(Operation.COPY_OUT, "copy of %s from %s".formatted(path, id));
    daemon.call(
        task,
        deadline,
        docker -> {
          try (var tar =
              new TarArchiveInputStream(
                  docker.copyArchiveFromContainerCmd(id.value(), path).exec())) {
            var entry = tar.getNextEntry();
            if (entry == null) {
              throw FailureKind.cutOff(task, "before its first entry");
            }
            if (!entry.isFile() || entry.isSymbolicLink()) {
              throw new RuntimeFailure.Failed(
                  task.what()
                      + (entry.isSymbolicLink()
                          ? ": it is a link to %s: copy that".formatted(entry.getLinkName())
                          : ": it is no plain file: copy its files one by one"),
                  null);
            }
            save(task, tar, target);
            daemon.metrics().transferred(task.operation(), entry.getSize());
            return target;
          }
        });
  }

  /// All of it or nothing: a copy that ends early leaves the target as it was.
  private static void save(Task task, InputStream content, Path target)
      throws IOException, RuntimeFailure {
    var partial = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      try (var out = local(task, target, () -> Files.newOutputStream(partial))) {
        var buffer = new byte[BUFFER];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
          int read = count;
          local(task, target, () -> written(out, buffer, read));
        }
      }
      local(task, target, () -> Files.move(partial, target, REPLACE_EXISTING));
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /// What can fail on this machine.
  @FunctionalInterface
  private interface Local<T> {
    T run() throws IOException;
  }

  /// Tells failures of this machine from those of the connection.
  private static <T> T local(Task task, Path target, Local<T> action) throws RuntimeFailure {
    try {
      return action.run();
    } catch (IOException failed) {
      throw new RuntimeFailure.Failed(
          "%s: %s cannot be written: %s".formatted(task.what(), target, failed), failed);
    }
  }

  private static OutputStream written(OutputStream out, byte[] bytes, int count)
      throws IOException {
    out.write(bytes, 0, count);
    return out;
  }
}
