package dev.dyno.engine.embedded.daemon;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.dyno.engine.embedded.http.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The threads of this JVM, virtual ones as well, which no other interface lists.
final class LiveThreads {
  private LiveThreads() {}

  /// The names that begin with one of these.
  static List<String> named(Path scratch, String... prefixes) {
    var file = scratch.resolve("threads-%d.json".formatted(System.nanoTime()));
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.JSON);
      var names = new ArrayList<String>();
      var dump = Json.tree(Files.readAllBytes(file)).path("threadDump");
      for (var container : dump.path("threadContainers")) {
        for (var thread : container.path("threads")) {
          var name = thread.path("name").asText();
          if (List.of(prefixes).stream().anyMatch(name::startsWith)) {
            names.add(name);
          }
        }
      }
      Files.delete(file);
      return names;
    } catch (IOException e) {
      throw new AssertionError("no thread dump in " + file, e);
    }
  }
}
