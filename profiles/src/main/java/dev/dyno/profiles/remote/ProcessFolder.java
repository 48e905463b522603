package dev.dyno.profiles.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What Linux says about a process, before anybody attaches to it: attaching sends a signal (QUIT)
/// that ends most programs that are no JVM.
record ProcessFolder(long pid) {

  /// Which flags keep us out, as far as they stand on the command line.
  private static final String NO_ATTACH = "-XX:+DisableAttachMechanism";

  /// @throws WatchException when it is no JVM, or not ours to attach to; says what to do
  void check() throws WatchException {
    if (ProcessHandle.of(pid).isEmpty()) {
      throw new WatchException.NoJvm("no process has id %d: jps lists the JVMs".formatted(pid));
    }
    try {
      if (!isJvm()) {
        throw new WatchException.NoJvm(
            "process %d (%s) is no JVM, it has no libjvm.so: jps lists those that are"
                .formatted(pid, name()));
      }
      if (words().contains(NO_ATTACH)) {
        throw new WatchException.Refused(
            "JVM %d was started with %s, which keeps everybody out: start it without"
                .formatted(pid, NO_ATTACH));
      }
    } catch (AccessDeniedException _) {
      throw new WatchException.Refused(
          "process %d belongs to %s, and you are %s: run this as that user, or as root"
              .formatted(pid, user(), System.getProperty("user.name")));
    } catch (NoSuchFileException _) {
      throw new WatchException.NoJvm("process %d has just ended".formatted(pid));
    } catch (IOException unreadable) {
      throw new WatchException.Refused(
          "what process %d is cannot be read: %s".formatted(pid, unreadable), unreadable);
    }
  }

  private boolean isJvm() throws IOException {
    try (var maps = Files.lines(folder().resolve("maps"), StandardCharsets.ISO_8859_1)) {
      return maps.anyMatch(line -> line.contains("/libjvm.so"));
    }
  }

  private List<String> words() throws IOException {
    return List.of(
        Files.readString(folder().resolve("cmdline"), StandardCharsets.ISO_8859_1).split("\0", -1));
  }

  private String name() throws IOException {
    return Files.readString(folder().resolve("comm")).strip();
  }

  private String user() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().user())
        .map("user '%s'"::formatted)
        .orElse("another user");
  }

  private Path folder() {
    return Path.of("/proc", Long.toString(pid));
  }
}
