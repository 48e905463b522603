package dev.dyno.engine.embedded;

import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/// A registry or a daemon in a process of its own, to be killed without mercy.
public final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready at (\\S+)");

  private final Program.Service service;

  private ServerProcess(Program.Service service) {
    this.service = service;
  }

  /// Starts `registry` or `daemon` on this store.
  public static ServerProcess start(String server, Path store) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ServerProcess(
        new Program(java, Map.of("CLASSPATH", System.getProperty("java.class.path")))
            .serve(READY, "-Xmx128m", ServerProcess.class.getName(), server, store.toString()));
  }

  /// Where it listens, as `http`.
  public URI uri() {
    return URI.create("http://" + service.announcement().group(1));
  }

  /// Kills it: nothing of it runs any more when this returns.
  public void kill() {
    service.close();
  }

  @Override
  public void close() {
    kill();
  }

  /// What runs in the process.
  public static void main(String[] words) throws Exception {
    var store = Path.of(words[1]);
    var address =
        words[0].equals("daemon")
            ? EmbeddedDaemon.start(0, store).uri().getAuthority()
            : EmbeddedRegistry.start(0, store).host();
    System.out.println("ready at " + address);
    new CountDownLatch(1).await();
  }
}
