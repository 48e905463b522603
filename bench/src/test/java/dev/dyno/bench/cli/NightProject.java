package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.variant.GitProject;
import dev.dyno.bench.variant.JmhJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A small project of somebody else whose nights last seconds: its build copies a jar that was made
/// before. Every night is a process of its own, as cron would start it.
///
/// @param folder of the project
/// @param jars by the names that its file `version` may have
record NightProject(Path folder, Path jars) {

  private static final String PROJECT =
      """
      build: {command: 'mkdir -p out && cp "$JARS/$(cat version).jar" out/b.jar', jar: out/b.jar}
      thresholds: {"*": {time/op: {max: 50%}, B/op: {max: 900%}}}
      benchmarks: LibraryBenchmark\\.work
      alerts: {targets: [{file: alerts.jsonl, name: lines}]}
      """;

  private static final String QUICK =
      """
      name: quick
      about: As little as finds twenty times the work.
      looks: [4]
      turns: {warmup: 2, measured: 5, length: 10ms}
      select: [{benchmark: any}]
      """;

  record Ran(int exit, String out, String err) {
    String all() {
      return out + err;
    }
  }

  /// `same` and `near` differ by nothing that a threshold of 50 % shows; `slower` is 20 times the
  /// work.
  static void makeJars(Path jars) throws IOException {
    var maker = new JmhJars(jars);
    maker.library("same", 400, "1.36");
    maker.library("near", 402, "1.36");
    maker.library("slower", 8000, "1.36");
  }

  static NightProject begin(Path parent, Path jars) throws Exception {
    var project = new NightProject(Files.createDirectory(parent.resolve("project")), jars);
    project.write(".gitignore", "out\nreports\nalerts.jsonl\n");
    project.write("dyno.yaml", PROJECT);
    project.write("quick.yaml", QUICK);
    project.git("init", "-q", "-b", "main");
    return project;
  }

  void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  /// A commit whose build gives that jar.
  void commit(String version) throws Exception {
    write("version", version);
    new GitProject(folder).commit(version);
  }

  /// A night of nothing but a gate.
  Ran night(String... more) throws Exception {
    var words = new ArrayList<>(List.of("nightly", "--only", "gate"));
    words.addAll(List.of("--gate-profile", "quick.yaml", "--no-controls"));
    words.addAll(List.of(more));
    return dyno(words.toArray(String[]::new));
  }

  Ran dyno(String... words) throws Exception {
    var process = start("ran", words);
    try {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return ended(process, "ran");
  }

  Ran ended(Process process, String name) throws IOException {
    return new Ran(
        process.exitValue(),
        Files.readString(file(name, "out")),
        Files.readString(file(name, "err")));
  }

  Path file(String name, String kind) {
    return folder.resolveSibling(name + "." + kind);
  }

  Process start(String name, String... words) throws IOException {
    return start(name, List.of(), words);
  }

  /// @param before its command line, such as what runs it elsewhere
  Process start(String name, List<String> before, String... words) throws IOException {
    var command = new ArrayList<>(before);
    command.addAll(OwnProgram.command(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JARS", jars.toString());
    builder.environment().put("DYNO_LOCK", folder.resolveSibling("machine.lock").toString());
    return builder
        .redirectOutput(file(name, "out").toFile())
        .redirectError(file(name, "err").toFile())
        .start();
  }

  /// The newest night's `nightly.json`.
  JsonNode result() throws IOException {
    return new ObjectMapper().readTree(newest().resolve("nightly.json").toFile());
  }

  Path newest() throws IOException {
    try (var nights = Files.list(folder.resolve("reports/out"))) {
      return nights.filter(Files::isDirectory).max(Path::compareTo).orElseThrow();
    }
  }

  List<String> alerts() throws IOException {
    var file = folder.resolve("alerts.jsonl");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  String git(String... words) throws Exception {
    return new GitProject(folder).git(words);
  }
}
