package dev.dyno.engine.embedded.daemon;

import java.io.IOException;
import java.nio.file.Path;

/// A daemon in a JVM of its own, until its input ends.
final class SmallDaemon {
  private SmallDaemon() {}

  @SuppressWarnings("SystemOut") // the test that started it reads the address
  public static void main(String[] arguments) throws IOException {
    try (var daemon = EmbeddedDaemon.start(0, Path.of(arguments[0]))) {
      System.out.println("daemon at " + daemon.uri());
      System.in.read();
    }
  }
}
