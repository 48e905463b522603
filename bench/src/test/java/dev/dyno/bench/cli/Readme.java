package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The README's commands, and a shell to type them in.
///
/// @param folder for what they print
record Readme(Path folder) {

  static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  /// Lines of fenced blocks, without what stands behind `#`.
  static List<String> commands() throws IOException {
    var commands = new ArrayList<String>();
    boolean fenced = false;
    for (var line : Files.readAllLines(TOP.resolve("README.md"))) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced) {
        int comment = line.indexOf('#');
        commands.add((comment < 0 ? line : line.substring(0, comment)).strip());
      }
    }
    return commands;
  }

  int type(List<String> words) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(words)
            .directory(TOP.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }
}
