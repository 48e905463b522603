package dev.dyno.bench.cli;

import dev.dyno.agent.TurnProfiler;
import dev.dyno.bench.machine.CheckoutReader;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.reports.measurement.Provenance;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Where this program's own parts lie.
///
/// @param classPath of the running program: suite and engine
/// @param agent the agent's jar, or folder of classes
record Installation(List<Path> classPath, Path agent) {

  static Installation running() {
    var classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .toList();
    return new Installation(classPath, location(TurnProfiler.class));
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Our own suite, as a variant that differs in nothing yet. Its young generation is small, so
  /// that both sides have been through all of it before the first turn that counts: else the side
  /// that allocates less goes on touching fresh pages, at 13 us each, while the other one is past
  /// that, and looks dearer by what it saves: see CONTRIBUTING.md.
  MeasuredVariant suite(String name) {
    return new MeasuredVariant(
        name,
        Jdk.running(),
        classPath,
        List.of(
            "-Xms512m",
            "-Xmx512m",
            "-Xmn64m",
            "-XX:+UseG1GC",
            "--sun-misc-unsafe-memory-access=allow"),
        new TreeMap<>());
  }

  /// A benchmark of ours in a small JVM that starts soon and is soon at its pace: the heap is
  /// touched before the first turn. Else, until a first collection, work that allocates pays the
  /// kernel for each page of the heap (13 us for 4 KiB in a virtual machine), up to twelve times
  /// its own cost, and how many turns that lasts is each fork's luck.
  MeasuredVariant steady(String name) {
    return new MeasuredVariant(
        name,
        Jdk.running(),
        classPath,
        List.of(
            "-Xms64m",
            "-Xmx64m",
            "-Xmn32m",
            "-XX:+UseSerialGC",
            "-XX:+AlwaysPreTouch",
            "--sun-misc-unsafe-memory-access=allow"),
        new TreeMap<>());
  }

  /// A command line that runs another of this program.
  List<String> command(String... words) {
    var command =
        new ArrayList<>(
            List.of(
                Jdk.running().java().toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()),
                Main.class.getName()));
    command.addAll(List.of(words));
    return command;
  }

  /// A script of the checkout that this program was built in.
  ///
  /// @throws UsageException when the program was moved away from it
  Path script(String name) throws UsageException {
    for (var at = classPath.getFirst().getParent(); at != null; at = at.getParent()) {
      var script = at.resolve("scripts").resolve(name);
      if (Files.isExecutable(script)) {
        return script;
      }
    }
    throw new UsageException(
        "scripts/%s is not beside this program: peers need the checkout it was built in"
            .formatted(name));
  }

  /// Size and time of every file of the class path: they differ when the program was built anew.
  List<String> stamps() throws IOException {
    var stamps = new ArrayList<String>();
    for (var entry : classPath) {
      stamps.add(
          Files.exists(entry)
              ? "%s %d %s".formatted(entry, Files.size(entry), Files.getLastModifiedTime(entry))
              : entry + " absent");
    }
    return stamps;
  }

  Provenance provenance() {
    var jar = classPath.getFirst();
    var folder = jar.getParent() == null ? Path.of(".") : jar.getParent();
    var version = Main.class.getPackage().getImplementationVersion();
    return CheckoutReader.read(folder, version == null ? "development" : version);
  }
}
