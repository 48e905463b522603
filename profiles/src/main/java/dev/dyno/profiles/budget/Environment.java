package dev.dyno.profiles.budget;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/// What a stored figure depends on beside the code.
///
/// @param jdk version with build, such as `25.0.3+9-LTS`
/// @param collector of garbage, such as `G1`
/// @param headers of objects: `compact`, `classic`, or `classic, wide references`
public record Environment(String jdk, String collector, String headers) {

  /// That of this JVM.
  public static Environment current() {
    return new Environment(Runtime.version().toString(), collectorHere(), headersHere());
  }

  private static String collectorHere() {
    return List.of("G1", "Serial", "Parallel", "Z", "Shenandoah").stream()
        .filter(name -> on("Use" + name + "GC"))
        .findFirst()
        .orElse("unknown");
  }

  private static String headersHere() {
    if (on("UseCompactObjectHeaders")) {
      return "compact";
    }
    return on("UseCompressedOops") ? "classic" : "classic, wide references";
  }

  private static boolean on(String flag) {
    try {
      var flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return Boolean.parseBoolean(flags.getVMOption(flag).getValue());
    } catch (IllegalArgumentException notInThisJvm) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "JDK %s, %s, %s headers".formatted(jdk, collector, headers);
  }
}
