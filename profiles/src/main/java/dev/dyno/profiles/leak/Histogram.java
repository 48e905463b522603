package dev.dyno.profiles.leak;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// The live objects of this JVM by class: those that a full garbage collection leaves, which taking
/// it causes. What `jcmd GC.class_histogram` prints.
///
/// @param byClass by the JVM's names, such as `[B` or `java.lang.String`; hidden classes of one
///     origin together; without what the collector itself lays into gaps of the heap
record Histogram(SortedMap<String, Live> byClass) {

  private static final String BEAN = "com.sun.management:type=DiagnosticCommand";
  private static final String OPERATION = "gcClassHistogram";

  ///  `   1:         12345         678910  java.lang.String (java.base@25)`
  private static final Pattern LINE =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)(?:\\s.*)?");

  /// Where the number of a hidden class begins.
  private static final Pattern HIDDEN = Pattern.compile("[/+]0x[0-9a-f]+");

  /// `FillerObject`, `FillerElement`: gaps that G1 leaves where they are.
  private static final Pattern FILLER = Pattern.compile("\\[*L?jdk\\.internal\\.vm\\.Filler\\w+;?");

  /// Objects of one class.
  ///
  /// @param objects how many
  /// @param bytes of all of them, without what they reach
  record Live(long objects, long bytes) {

    static final Live NONE = new Live(0, 0);

    private Live and(Live more) {
      return new Live(objects + more.objects, bytes + more.bytes);
    }
  }

  Histogram {
    byClass = Collections.unmodifiableSortedMap(new TreeMap<>(byClass));
  }

  /// Collects all garbage, and counts what is left.
  static Histogram take() {
    System.gc(); // clears references, whose queues are then worked off
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      var answer =
          server.invoke(
              new ObjectName(BEAN),
              OPERATION,
              new Object[] {new String[0]},
              new String[] {String[].class.getName()});
      return parse(String.valueOf(answer));
    } catch (JMException absent) {
      throw new IllegalStateException(
          "this JVM gives no class histogram: use HotSpot with the module jdk.management", absent);
    }
  }

  static Histogram parse(String text) {
    var byClass = new TreeMap<String, Live>();
    for (var line : text.lines().toList()) {
      var match = LINE.matcher(line);
      if (match.matches() && !FILLER.matcher(match.group(3)).matches()) {
        var live = new Live(Long.parseLong(match.group(1)), Long.parseLong(match.group(2)));
        byClass.merge(HIDDEN.matcher(match.group(3)).replaceAll(""), live, Live::and);
      }
    }
    if (byClass.isEmpty()) {
      throw new IllegalStateException("no class histogram in: " + text);
    }
    return new Histogram(byClass);
  }
}
