package dev.dyno.engine.embedded.container.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.container.Exec;
import dev.dyno.engine.embedded.container.ExecSpec;
import dev.dyno.engine.embedded.container.log.StandardStream;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// More programs in running containers.
public final class ExecApi {
  private static final int LARGEST_REQUEST = 4 << 20;

  private final Containers containers;

  /// Serves these.
  public ExecApi(Containers containers) {
    this.containers = containers;
  }

  /// `POST /containers/{name}/exec`.
  public void create(Exchange exchange) throws IOException, ContainerProblem {
    var container = containers.require(exchange.variable("name"));
    var body = Json.tree(exchange.body(LARGEST_REQUEST));
    var folder = body.path("WorkingDir").asText("");
    var exec =
        container.exec(
            new ExecSpec(
                command(body),
                body.path("Tty").asBoolean(),
                folder.isEmpty() ? container.spec().workdir() : folder,
                body.path("AttachStdout").asBoolean(),
                body.path("AttachStderr").asBoolean()));
    exchange.sendJson(201, Map.of("Id", exec.id()));
  }

  /// `POST /exec/{id}/start`: detached, or with the output in the answer.
  public void start(Exchange exchange) throws IOException, ContainerProblem, InterruptedException {
    var exec = containers.requireExec(exchange.variable("id"));
    var body = Json.tree(exchange.body(LARGEST_REQUEST));
    if (body.path("Detach").asBoolean()) {
      exec.startDetached();
      exchange.send(200);
      return;
    }
    exec.requireStartable();
    exchange.converse(Frames.TYPE, out -> run(exec, new Frames(out, exec.spec().tty())));
  }

  /// `GET /exec/{id}/json`.
  public void inspect(Exchange exchange) throws IOException, ContainerProblem {
    var exec = containers.requireExec(exchange.variable("id"));
    var spec = exec.spec();
    var process = new LinkedHashMap<String, Object>();
    process.put("tty", spec.tty());
    process.put("entrypoint", spec.command().getFirst());
    process.put("arguments", spec.command().subList(1, spec.command().size()));
    process.put("privileged", false);
    var json = new LinkedHashMap<String, Object>();
    json.put("ID", exec.id());
    json.put("Running", exec.isRunning());
    json.put("ExitCode", exec.exitCode().isPresent() ? exec.exitCode().getAsInt() : null);
    json.put("ProcessConfig", process);
    json.put("OpenStdin", false);
    json.put("OpenStdout", spec.stdout());
    json.put("OpenStderr", spec.stderr());
    json.put("CanRemove", exec.exitCode().isPresent());
    json.put("ContainerID", exec.container().id());
    json.put("DetachKeys", "");
    json.put("Pid", 0);
    exchange.sendJson(200, json);
  }

  private static void run(Exec exec, Frames frames) throws IOException {
    var nowhere = OutputStream.nullOutputStream();
    exec.run(
        exec.spec().stdout() ? frames.stream(StandardStream.OUT) : nowhere,
        exec.spec().stderr() ? frames.stream(StandardStream.ERR) : nowhere);
  }

  private static List<String> command(JsonNode body) {
    var command = new ArrayList<String>();
    body.path("Cmd").forEach(word -> command.add(word.asText()));
    return command;
  }
}
