package dev.dyno.profiles.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What this process holds at one moment, after a full garbage collection.
///
/// @param resources open descriptors by kind (`sockets`, `pipes`, `files`, `other descriptors`),
///     and `platform threads`
/// @param live objects by class
record Census(SortedMap<String, Long> resources, Histogram live) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  Census {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
  }

  static Census take() {
    var live = Histogram.take(); // before descriptors: it may close some that nobody closed
    var resources = descriptors();
    resources.put("platform threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
    return new Census(resources, live);
  }

  private static SortedMap<String, Long> descriptors() {
    var kinds = new TreeMap<String, Long>();
    try (var all = Files.list(DESCRIPTORS)) {
      for (var each : all.toList()) {
        kinds.merge(kind(each), 1L, Long::sum);
      }
      return kinds;
    } catch (IOException absent) {
      throw new UncheckedIOException("descriptors are counted on Linux only", absent);
    }
  }

  private static String kind(Path descriptor) {
    try {
      var target = Files.readSymbolicLink(descriptor).toString();
      if (target.startsWith("socket:")) {
        return "sockets";
      }
      if (target.startsWith("pipe:")) {
        return "pipes";
      }
      return target.startsWith("/") ? "files" : "other descriptors";
    } catch (IOException _) {
      return "other descriptors"; // closed in between, such as the one of the listing itself
    }
  }
}
