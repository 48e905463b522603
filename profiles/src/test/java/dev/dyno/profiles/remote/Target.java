package dev.dyno.profiles.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Another JVM, of any JDK from 17 on, that does what it is told: `work` starts 3 processes, throws
/// 50 exceptions, starts 2 threads, allocates, and writes 1,234 bytes; `die` ends it at once.
final class Target implements AutoCloseable {

  private static final String SOURCE =
      """
      import java.io.BufferedReader;
      import java.io.InputStreamReader;
      import java.nio.file.Files;
      import java.nio.file.Path;

      public class Watched {
        static Object kept;

        public static void main(String[] words) throws Exception {
          var in = new BufferedReader(new InputStreamReader(System.in));
          System.out.println("ready");
          for (String word; (word = in.readLine()) != null; ) {
            if (word.equals("die")) {
              Runtime.getRuntime().halt(3);
            }
            work(Path.of(words[0]));
            System.out.println("done");
          }
        }

        static void work(Path file) throws Exception {
          for (int i = 0; i < 3; i++) {
            new ProcessBuilder("true").start().waitFor();
          }
          for (int i = 0; i < 50; i++) {
            kept = new IllegalStateException("made");
          }
          for (int i = 0; i < 2; i++) {
            var thread = new Thread(() -> {}, "mine-" + i);
            thread.start();
            thread.join();
          }
          for (int i = 0; i < 500; i++) {
            kept = new byte[100_000];
          }
          Files.write(file, new byte[1_234]);
        }
      }
      """;

  private final Process process;
  private final BufferedReader out;
  private final PrintWriter in;

  private Target(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /// @param jdk home of its JDK
  /// @param folder for its program and its file
  static Target start(Path jdk, Path folder, String... flags) throws IOException {
    var source = Files.writeString(folder.resolve("Watched.java"), SOURCE);
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-proc:none", source.toString()))
        .isZero();
    var command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-cp", folder.toString(), "Watched", folder.resolve("written").toString()));
    var target =
        new Target(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    @Nullable String line = target.out.readLine();
    while (line != null && !line.equals("ready")) {
      line = target.out.readLine(); // the JVM talks of its flags
    }
    assertThat(line).isEqualTo("ready");
    return target;
  }

  /// This JVM's JDK, and an older one where this machine has one.
  static Stream<Path> jdks() throws IOException {
    try (var homes = Files.list(Path.of("/usr/lib/jvm"))) {
      var older = homes.sorted().filter(Target::isOlder).limit(1).toList();
      return Stream.concat(Stream.of(own()), older.stream());
    }
  }

  static Path own() {
    return Path.of(System.getProperty("java.home"));
  }

  private static boolean isOlder(Path home) {
    try {
      return Files.readString(home.resolve("release"))
          .matches("(?s).*JAVA_VERSION=\"(17|18|19|20|21|22|23|24)\\..*");
    } catch (IOException _) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  void work() throws IOException {
    in.println("work");
    assertThat(out.readLine()).isEqualTo("done");
  }

  void die() throws InterruptedException {
    in.println("die");
    assertThat(process.waitFor()).isEqualTo(3);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
