package dev.dyno.bench.variant;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/// Makes JMH jars as somebody else's build would: compiled by a javac of its own with the
/// annotation processor of their JMH, and packed into one file.
public final class JmhJars {

  /// Two benchmarks: `work` goes through the library, `own` does not. Their forks have one compiler
  /// and one collector, to start with less work: tests start hundreds of them.
  private static final String BENCHMARK =
      """
      package theirs;
      import org.openjdk.jmh.annotations.*;
      @State(Scope.Thread)
      @BenchmarkMode(Mode.AverageTime)
      @OutputTimeUnit(java.util.concurrent.TimeUnit.MICROSECONDS)
      @Fork(jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
      public class LibraryBenchmark {
        @Param("1") public int n;
        @Benchmark public void work() {
          Library.work(n);
        }
        @Benchmark public void own() {
          org.openjdk.jmh.infra.Blackhole.consumeCPU(400);
        }
      }
      """;

  private static final String LIBRARY =
      """
      package theirs;
      class Library {
        static void work(int n) {
          org.openjdk.jmh.infra.Blackhole.consumeCPU(n * TOKENSL);
        }
      }
      """;

  private static final Path KEPT = Path.of("target", "jmh", "made");

  private final Path folder;

  /// @param folder for classes and jars
  public JmhJars(Path folder) {
    this.folder = folder;
  }

  /// A version of their jar.
  ///
  /// @param tokens of work; twice as many take twice as long
  /// @param jmh version
  public Path library(String name, int tokens, String jmh) throws IOException {
    return jar(name, jmh, sources(tokens));
  }

  /// What [#library] compiles.
  public static Map<String, String> sources(int tokens) {
    return Map.of(
        "theirs/LibraryBenchmark.java",
        BENCHMARK,
        "theirs/Library.java",
        LIBRARY.replace("TOKENS", Integer.toString(tokens)));
  }

  /// One file of [#sources].
  public static String source(String path, int tokens) {
    return java.util.Objects.requireNonNull(sources(tokens).get(path));
  }

  /// Any jar. What was made once is kept in `target`, for every test until that is cleaned.
  ///
  /// @param sources by path
  public Path jar(String name, String jmh, Map<String, String> sources) throws IOException {
    var jar = folder.resolve(name + ".jar");
    var kept = KEPT.resolve(key(jmh, sources) + ".jar");
    if (Files.exists(kept)) {
      return Files.copy(kept, jar, REPLACE_EXISTING);
    }
    packed(jar, compiled(name, libraries(jmh), sources), libraries(jmh));
    var draft = Files.createTempFile(Files.createDirectories(KEPT), "jar", "");
    Files.move(Files.copy(jar, draft, REPLACE_EXISTING), kept, ATOMIC_MOVE);
    return jar;
  }

  private static String key(String jmh, Map<String, String> sources) {
    var words = System.getProperty("java.version") + jmh + new TreeMap<>(sources);
    return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static void packed(Path jar, Path classes, List<Path> libraries) throws IOException {
    var seen = new HashSet<String>();
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      try (var files = Files.walk(classes)) {
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          put(out, classes.relativize(file).toString(), Files.readAllBytes(file), seen);
        }
      }
      for (var library : libraries) {
        try (var file = new JarFile(library.toFile())) {
          for (var entry : file.stream().filter(each -> !each.isDirectory()).toList()) {
            try (var in = file.getInputStream(entry)) {
              put(out, entry.getName(), in.readAllBytes(), seen);
            }
          }
        }
      }
    }
  }

  /// The same jar with one entry more, or another text in one.
  public static Path with(Path jar, Path copy, String entry, String text) throws IOException {
    var seen = new HashSet<String>();
    try (var out = new JarOutputStream(Files.newOutputStream(copy));
        var file = new JarFile(jar.toFile())) {
      put(out, entry, text.getBytes(StandardCharsets.UTF_8), seen);
      for (var each : file.stream().toList()) {
        try (var in = file.getInputStream(each)) {
          put(out, each.getName(), in.readAllBytes(), seen);
        }
      }
    }
    return copy;
  }

  private static void put(JarOutputStream out, String name, byte[] bytes, Set<String> seen)
      throws IOException {
    if (seen.add(name)) {
      var entry = new ZipEntry(name);
      entry.setTime(0);
      out.putNextEntry(entry);
      copy(bytes, out);
      out.closeEntry();
    }
  }

  private static void copy(byte[] bytes, OutputStream out) throws IOException {
    out.write(bytes);
  }

  private static List<Path> libraries(String jmh) throws IOException {
    var jars = new ArrayList<Path>();
    for (var each : List.of(jmh, "lib")) {
      try (var files = Files.list(Path.of("target", "jmh", each))) {
        files.map(Path::toAbsolutePath).sorted().forEach(jars::add);
      }
    }
    return jars;
  }

  private Path compiled(String name, List<Path> libraries, Map<String, String> sources)
      throws IOException {
    var root = Files.createDirectories(folder.resolve(name + "-src"));
    var classes = Files.createDirectories(folder.resolve(name + "-classes"));
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-proc:full",
                "-g",
                "--release",
                "17",
                "-cp",
                libraries.stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator)),
                "-d",
                classes.toString()));
    for (var source : sources.entrySet()) {
      var file = root.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      command.add(file.toString());
    }
    var log = folder.resolve(name + "-javac.log");
    try {
      int exit =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IOException("javac said: " + Files.readString(log));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
    return classes;
  }
}
