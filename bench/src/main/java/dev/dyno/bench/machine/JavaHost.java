package dev.dyno.bench.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the JVM, and who started it, know of the machine.
///
/// @param cores that the JVM may use
/// @param feature version of the JDK: 25
/// @param jdk vendor and version
/// @param home of the JDK
/// @param outsideFlags flags from the environment, which every JVM takes unasked, by variable
/// @param user name of the user
/// @param temporary folder for temporary files
/// @param work folder where the run's files go
public record JavaHost(
    int cores,
    int feature,
    String jdk,
    Path home,
    Map<String, String> outsideFlags,
    String user,
    Path temporary,
    Path work) {

  private static final List<String> FLAGS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  public JavaHost {
    outsideFlags = Map.copyOf(outsideFlags);
  }

  /// Of the running JVM.
  ///
  /// @param environment of the process
  /// @param work folder where the run's files go
  public static JavaHost running(Map<String, String> environment, Path work) {
    var flags = new TreeMap<String, String>();
    for (var name : FLAGS) {
      var value = environment.get(name);
      if (value != null && !value.isBlank()) {
        flags.put(name, value);
      }
    }
    return new JavaHost(
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
        Path.of(System.getProperty("java.home")),
        flags,
        System.getProperty("user.name"),
        Path.of(System.getProperty("java.io.tmpdir")),
        work);
  }
}
