package dev.dyno.profiles.layout;

import dev.dyno.profiles.layout.Footprint.Share;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Counts in a fresh JVM of any header mode: the one that asks is not changed, and needs no flag.
public final class LayoutFork {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SHOWN_LINES = 12;

  private LayoutFork() {}

  /// Runs `what` in a JVM of its own, with this one's class path, and brings back its footprints.
  ///
  /// @param flags of that JVM beside the mode's, such as `-XX:-RestrictContended`
  /// @param what has a constructor without parameters; its footprints' names are free of tabs
  /// @throws IOException when that JVM does not start, fails, or is of another mode; says why
  public static SortedMap<String, Footprint> count(
      HeaderMode mode, List<String> flags, Class<? extends Supplier<Map<String, Footprint>>> what)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("dyno-layout");
    var answer = folder.resolve("footprints");
    var log = folder.resolve("log");
    try {
      run(command(mode, flags, what, answer), log);
      var counted = read(mode, answer);
      FootprintWatcher.now().ifPresent(each -> counted.forEach(each::counted));
      return counted;
    } finally {
      Files.deleteIfExists(answer);
      Files.deleteIfExists(log);
      Files.delete(folder);
    }
  }

  private static List<String> command(
      HeaderMode mode, List<String> flags, Class<?> what, Path answer) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(mode.flags());
    command.addAll(Footprint.flags());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", // others do not run with every mode and heap
            "-XX:TieredStopAtLevel=1", // it lives for seconds, and is not timed
            "-Xmx256m"));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            LayoutFork.class.getName(),
            what.getName(),
            answer.toString()));
    return command;
  }

  private static void run(List<String> command, Path log) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    // Flags from outside would change the mode, unseen.
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    var process = builder.start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(
            "a JVM that counts bytes did not end within %d s".formatted(PATIENCE.toSeconds()));
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "a JVM that counts bytes ended with exit code %d: %s"
                .formatted(process.exitValue(), end(log)));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static String end(Path log) throws IOException {
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  private static SortedMap<String, Footprint> read(HeaderMode asked, Path answer)
      throws IOException {
    var lines = Files.readAllLines(answer);
    if (!lines.getFirst().equals(asked.toString())) {
      throw new IOException(
          "the JVM is of mode %s though asked for %s: one of its flags does not go with the others"
              .formatted(lines.getFirst(), asked));
    }
    var shares = new TreeMap<String, SortedMap<String, Share>>();
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split("\t", -1);
      var share = new Share(Long.parseLong(cells[2]), Long.parseLong(cells[3]));
      shares.computeIfAbsent(cells[0], _ -> new TreeMap<>()).put(cells[1], share);
    }
    var footprints = new TreeMap<String, Footprint>();
    shares.forEach((name, byClass) -> footprints.put(name, new Footprint(asked, byClass)));
    return Collections.unmodifiableSortedMap(footprints);
  }

  /// The other JVM: writes a line for each class of each footprint, behind one for the mode. JOL's
  /// own remarks go to standard output, so the answer does not.
  static void main(String[] words) throws IOException, ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(words[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    var lines = new ArrayList<String>();
    lines.add(HeaderMode.running().toString());
    if (constructor.newInstance() instanceof Supplier<?> what
        && what.get() instanceof Map<?, ?> all) {
      all.forEach((name, footprint) -> lines.addAll(lines(name, footprint)));
    }
    Files.write(Path.of(words[1]), lines);
  }

  private static List<String> lines(Object name, Object counted) {
    if (!(counted instanceof Footprint footprint) || name.toString().matches("(?s).*[\t\n].*")) {
      throw new IllegalArgumentException("'%s' is no name without tabs".formatted(name));
    }
    var lines = new ArrayList<String>();
    footprint
        .byClass()
        .forEach(
            (type, share) ->
                lines.add("%s\t%s\t%d\t%d".formatted(name, type, share.objects(), share.bytes())));
    return lines;
  }
}
