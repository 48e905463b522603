package dev.dyno.engine.pipeline;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A pipeline's file is wrong. The message has a line for each problem, `file:line: what`.
public final class PipelineFileException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  PipelineFileException(Path file, List<Problem> problems) {
    super(
        problems.stream()
            .sorted(Comparator.comparingInt(Problem::line))
            .map(it -> "%s:%d: %s".formatted(file.getFileName(), it.line(), it.message()))
            .collect(Collectors.joining("\n")));
    this.problems = problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }

  /// All of them, by line.
  public List<Problem> problems() {
    return problems;
  }
}
