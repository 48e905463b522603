package dev.dyno.engine.runtime;

import com.github.dockerjava.api.DockerClient;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.metrics.Operation;
import java.time.Duration;
import java.util.ArrayList;

/// What the processes of containers say, and further processes in them.
record ProcessCalls(Daemon daemon) {

  // Between looks at a process whose output has ended, but whose end the daemon has not noted yet.
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  void logs(ContainerId id, LogQuery query, LogSink sink, Deadline deadline) throws RuntimeFailure {
    var frames = new FrameLines(sink);
    try {
      daemon.call(
          Task.of(Operation.LOGS, "log of " + id),
          deadline,
          docker -> {
            var command =
                docker
                    .logContainerCmd(id.value())
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(query.follow())
                    .withTimestamps(query.timestamps());
            query.tail().ifPresentOrElse(command::withTail, command::withTailAll);
            query
                .since()
                .ifPresent(time -> command.withSince(Math.toIntExact(time.getEpochSecond())));
            command.exec(frames);
            frames.await();
            frames.finish();
            return id;
          });
    } finally {
      frames.finish();
    }
  }

  int exec(ContainerId id, ExecSpec spec, LogSink sink, Deadline deadline) throws RuntimeFailure {
    var frames = new FrameLines(sink);
    try {
      return daemon.call(
          Task.of(Operation.EXEC, "%s in %s".formatted(spec.command().getFirst(), id)),
          deadline,
          docker -> {
            var command =
                docker
                    .execCreateCmd(id.value())
                    .withCmd(spec.command().toArray(String[]::new))
                    .withEnv(ContainerCalls.variables(spec.environment()))
                    .withAttachStdout(true)
                    .withAttachStderr(true);
            spec.workingDirectory().ifPresent(command::withWorkingDir);
            spec.user().ifPresent(command::withUser);
            var process = command.exec().getId();
            docker.execStartCmd(process).exec(frames);
            frames.await();
            frames.finish();
            return exitCode(docker, process);
          });
    } finally {
      frames.finish();
    }
  }

  ExecResult exec(ContainerId id, ExecSpec spec, Deadline deadline) throws RuntimeFailure {
    var out = new ArrayList<String>();
    var err = new ArrayList<String>();
    int code =
        exec(
            id,
            spec,
            (channel, line) -> {
              switch (channel) {
                case OUT -> out.add(line);
                case ERR -> err.add(line);
              }
            },
            deadline);
    return new ExecResult(code, out, err);
  }

  /// The output ends a little before the daemon notes the process's end, and the API has nothing to
  /// wait for: so looks again, less and less often. The deadline ends it by an interrupt.
  private static int exitCode(DockerClient docker, String process) throws InterruptedException {
    var pause = FIRST_PAUSE;
    while (true) {
      var seen = docker.inspectExecCmd(process).exec();
      var code = seen.getExitCodeLong();
      if (!Boolean.TRUE.equals(seen.isRunning()) && code != null) {
        return code.intValue();
      }
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }
}
