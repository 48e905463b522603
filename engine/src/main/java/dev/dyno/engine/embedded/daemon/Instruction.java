package dev.dyno.engine.embedded.daemon;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One instruction of a Dockerfile that a daemon without containers can carry out. Values still
/// hold their variables.
sealed interface Instruction {
  /// The line as written, for people.
  String text();

  /// The image to start from, or `scratch`.
  record From(String text, String image, Optional<String> platform) implements Instruction {}

  /// Files from the context; `COPY`, and `ADD` of local files.
  record Copy(String text, List<String> sources, String target) implements Instruction {}

  /// Labels of the image.
  record Label(String text, Map<String, String> labels) implements Instruction {}

  /// Variables of the image, also known to later lines.
  record Env(String text, Map<String, String> variables) implements Instruction {}

  /// A variable of the build.
  record Arg(String text, String name, Optional<String> fallback) implements Instruction {}

  /// What runs by default.
  record Cmd(String text, List<String> command) implements Instruction {}

  /// What always runs.
  record Entrypoint(String text, List<String> command) implements Instruction {}

  /// Where relative paths start.
  record Workdir(String text, String folder) implements Instruction {}
}
