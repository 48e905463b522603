package dev.dyno.engine.embedded.container;

import dev.dyno.engine.embedded.container.files.ContainerFiles;
import dev.dyno.engine.embedded.container.files.Folders;
import dev.dyno.engine.embedded.container.log.ContainerLog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// All containers of a daemon, by id and by name. They end with the daemon. Safe for threads.
public final class Containers implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
  private static final int ID_BYTES = 32;
  private static final int ABBREVIATED = 12;
  private static final int FIRST_PID = 1000;

  private final Path folder;
  private final SharedImages images;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger pids = new AtomicInteger(FIRST_PID);
  private final Map<String, Container> byId = new LinkedHashMap<>();
  private final Map<String, Container> byName = new HashMap<>();
  private final Map<String, Exec> execs = new HashMap<>();
  private boolean closed;

  private Containers(Path folder) {
    this.folder = folder;
    this.images = new SharedImages(folder.resolve("images"));
  }

  /// Starts without containers.
  ///
  /// @param folder for logs and files that take disk; what an earlier process left there goes
  public static Containers in(Path folder) throws IOException {
    Folders.delete(folder);
    return new Containers(folder);
  }

  /// What docker shows of an id.
  public static String abbreviated(String id) {
    return id.substring(0, ABBREVIATED);
  }

  /// Creates a container.
  ///
  /// @param name or one that is made up
  /// @throws ContainerProblem.Conflict when the name is taken
  /// @throws ContainerProblem.Invalid when it is no name
  public Container create(Optional<String> name, ContainerSpec spec, ContainerImage image)
      throws ContainerProblem, IOException {
    var id = newId();
    var wanted = name.map(Containers::withoutSlash).orElse("dyno_" + abbreviated(id));
    requireName(wanted);
    synchronized (this) {
      if (closed) {
        throw new IOException("the daemon is being closed");
      }
      requireFree(wanted);
      var own = folder.resolve(id);
      var files = new ContainerFiles(images.acquire(image), own.resolve("copied"), spec.workdir());
      var log = new ContainerLog(own.resolve("log"));
      var container = new Container(id, wanted, spec, image, files, log, this);
      byId.put(id, container);
      byName.put(wanted, container);
      return container;
    }
  }

  /// By id, by name, or by the beginning of an id.
  public synchronized Container require(String nameOrId) throws ContainerProblem {
    var exact = byId.get(nameOrId);
    if (exact == null) {
      exact = byName.get(withoutSlash(nameOrId));
    }
    return exact == null ? byPrefix(nameOrId) : exact;
  }

  /// All, the oldest first.
  public synchronized List<Container> all() {
    return List.copyOf(byId.values());
  }

  /// Gives another name.
  public synchronized void rename(Container container, String to) throws ContainerProblem {
    requireName(to);
    requireFree(to);
    byName.remove(container.name());
    byName.put(to, container);
    container.rename(to);
  }

  /// By id.
  public synchronized Exec requireExec(String id) throws ContainerProblem {
    var exec = execs.get(id);
    if (exec == null) {
      throw new ContainerProblem.Missing("No such exec instance: %s".formatted(id));
    }
    return exec;
  }

  /// Kills and removes all, and waits for that.
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
    }
    try {
      for (var container : all()) {
        remove(container);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while containers were removed", e);
    } finally {
      Folders.delete(folder);
    }
  }

  private static void remove(Container container) throws IOException, InterruptedException {
    try {
      container.remove(true);
    } catch (ContainerProblem _) {
      // A request removes it already.
      container.whenRemoved().join();
    }
  }

  synchronized Exec newExec(Container container, ExecSpec spec) throws ContainerProblem {
    if (!byId.containsKey(container.id())) {
      throw ContainerProblem.Missing.container(container.id());
    }
    var exec = new Exec(newId(), container, spec);
    execs.put(exec.id(), exec);
    return exec;
  }

  int newPid() {
    return pids.incrementAndGet();
  }

  /// Takes a container out; what it held of its image goes when the result is closed.
  synchronized Closeable forget(Container container) {
    byId.remove(container.id());
    byName.remove(container.name());
    container.execs().forEach(exec -> execs.remove(exec.id()));
    return () -> {
      try (var _ = container.image().hold()) {
        images.release(container.image().id());
        Folders.delete(folder.resolve(container.id()));
      }
    };
  }

  private String newId() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private synchronized Container byPrefix(String prefix) throws ContainerProblem {
    var found = new ArrayList<Container>();
    for (var container : byId.values()) {
      if (!prefix.isEmpty() && container.id().startsWith(prefix)) {
        found.add(container);
      }
    }
    if (found.isEmpty()) {
      throw ContainerProblem.Missing.container(prefix);
    }
    if (found.size() > 1) {
      throw new ContainerProblem.Invalid(
          "Multiple IDs found with provided prefix: %s".formatted(prefix));
    }
    return found.getFirst();
  }

  private synchronized void requireFree(String name) throws ContainerProblem {
    var owner = byName.get(name);
    if (owner != null) {
      throw new ContainerProblem.Conflict(
          "Conflict. The container name \"/%s\" is already in use by container \"%s\". You have to remove (or rename) that container to be able to reuse that name."
              .formatted(name, owner.id()));
    }
  }

  private static void requireName(String name) throws ContainerProblem {
    if (!NAME.matcher(name).matches()) {
      throw new ContainerProblem.Invalid(
          "Invalid container name (%s), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
              .formatted(name));
    }
  }

  private static String withoutSlash(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }
}
