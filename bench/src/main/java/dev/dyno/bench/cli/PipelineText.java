package dev.dyno.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.engine.pipeline.Outcome;
import dev.dyno.engine.pipeline.Pipeline;
import dev.dyno.engine.pipeline.StepEnd;
import dev.dyno.engine.pipeline.StepResult;
import dev.dyno.engine.toggle.Toggles;
import java.time.Duration;

/// What is told of a pipeline: before it runs, and after.
final class PipelineText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PipelineText() {}

  static String plan(Pipeline pipeline, Toggles toggles) {
    var text = new StringBuilder();
    text.append("%s, toggles %s%n".formatted(pipeline.name(), toggles));
    for (var group : pipeline.groups()) {
      text.append("%s%n".formatted(group.name()));
      for (var build : group.builds()) {
        text.append("  %s%n".formatted(build.name()));
        for (var step : build.steps()) {
          text.append(
              "    %s%s%n".formatted(step.action().title(), step.async() ? " (async)" : ""));
        }
      }
    }
    return text.toString();
  }

  static String summary(Pipeline pipeline, Outcome outcome) {
    var text = new StringBuilder();
    text.append(
        "%s: %d of %d steps done, exit code %d%n"
            .formatted(
                pipeline.name(),
                outcome.steps().stream().filter(it -> it.end() instanceof StepEnd.Done).count(),
                outcome.steps().size(),
                outcome.exitCode()));
    for (var step : outcome.steps()) {
      if (step.end() instanceof StepEnd.Failed(_, var message, var code)) {
        text.append(
            "  line %d, %s failed (%d): %s%n"
                .formatted(step.step().line(), step.title(), code, message));
      }
    }
    outcome.left().forEach(left -> text.append("  left behind: %s%n".formatted(left)));
    return text.toString();
  }

  static String json(Pipeline pipeline, Outcome outcome) {
    var document =
        JSON.createObjectNode()
            .put("schema", "dyno/1")
            .put("command", "pipeline")
            .put("name", pipeline.name())
            .put("exit", outcome.exitCode());
    var steps = document.putArray("steps");
    for (var each : outcome.steps()) {
      var step =
          steps
              .addObject()
              .put("group", each.group())
              .put("build", each.build())
              .put("step", each.step().action().title())
              .put("line", each.step().line())
              .put("state", state(each));
      switch (each.end()) {
        case StepEnd.Done(var took) -> step.put("seconds", seconds(took));
        case StepEnd.Failed(var took, var message, var code) ->
            step.put("seconds", seconds(took)).put("message", message).put("exit", code);
        case StepEnd.Skipped _ -> {}
      }
    }
    var left = document.putArray("left");
    outcome.left().forEach(left::add);
    return document.toPrettyString();
  }

  private static String state(StepResult result) {
    return switch (result.end()) {
      case StepEnd.Done _ -> "done";
      case StepEnd.Failed _ -> "failed";
      case StepEnd.Skipped _ -> "skipped";
    };
  }

  private static double seconds(Duration took) {
    return took.toMillis() / 1000.0;
  }
}
