package dev.dyno.reports.measurement;

import java.util.List;

/// What one side of a comparison ran.
///
/// @param name for people: `none`, `auth-cache`
/// @param jdk the `java` that ran it: vendor and version, never a path
/// @param jvmArgs beyond what the benchmark itself asks for
public record Variant(String name, String jdk, List<String> jvmArgs) {

  public Variant {
    jvmArgs = List.copyOf(jvmArgs);
  }
}
