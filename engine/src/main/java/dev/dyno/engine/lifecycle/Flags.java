package dev.dyno.engine.lifecycle;

import java.util.List;

/// The flags of a build, in the order of [BuildView#asFlags].
final class Flags {

  /// Eight names, each with its value.
  private static final int FIXED = 16;

  private Flags() {}

  /// How many there are.
  static int count(BuildView build) {
    int sources = build.sourcePackages().size() + build.sourceFiles().size();
    return FIXED + (build.verbose() ? 1 : 0) + 2 * sources;
  }

  static void add(BuildView build, List<String> flags) {
    add(flags, "--app", build.app());
    add(flags, "--env", build.environment().word());
    add(flags, "--image", build.image());
    add(flags, "--tag", build.tag());
    add(flags, "--repo", build.repository());
    add(flags, "--file", build.file());
    add(flags, "--folder", build.folder());
    add(flags, "--type", build.type().word());
    if (build.verbose()) {
      flags.add("--verbose");
    }
    for (var each : build.sourcePackages()) {
      add(flags, "--protobuf-packages", each);
    }
    for (var each : build.sourceFiles()) {
      add(flags, "--protobuf-files", each);
    }
  }

  private static void add(List<String> flags, String name, String value) {
    flags.add(name);
    flags.add(value);
  }
}
