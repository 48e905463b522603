package dev.dyno.engine.embedded.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One build: walks through the instructions, with a configuration and layers that grow.
///
/// `WORKDIR` changes the configuration only; the folder appears with the first file in it.
final class Build {
  private final ImageStore images;
  private final BuildContext context;
  private final Lease lease;
  private final Variables variables;
  private final BaseImages bases;
  private final Instant now;
  private final List<Layer> layers = new ArrayList<>();
  private ObjectNode config = JsonNodeFactory.instance.objectNode();

  /// Finds the image of a FROM, by pulling it if need be; its blobs are then under the lease.
  @FunctionalInterface
  interface BaseImages {
    StoredImage find(String name, Optional<Platform> platform)
        throws IOException, DaemonError, InterruptedException;
  }

  Build(
      ImageStore images,
      BuildContext context,
      Lease lease,
      Map<String, String> arguments,
      BaseImages bases,
      Instant now) {
    this.images = images;
    this.context = context;
    this.lease = lease;
    this.variables = new Variables(arguments);
    this.bases = bases;
    this.now = now;
  }

  StoredImage run(
      Dockerfile dockerfile,
      Optional<Platform> platform,
      Map<String, String> labels,
      JsonStream stream)
      throws IOException, DaemonError, InterruptedException {
    var steps = dockerfile.instructions();
    for (int i = 0; i < steps.size(); i++) {
      stream.text("Step %d/%d : %s\n".formatted(i + 1, steps.size(), steps.get(i).text()));
      carryOut(steps.get(i), platform);
      var id = Digest.sha256(Json.bytes(config));
      stream.text(
          layers.isEmpty() && i == 0 ? " ---> \n" : " ---> %s\n".formatted(id.abbreviated()));
    }
    labels.forEach(runConfig().withObject("Labels")::put);
    return finish();
  }

  private void carryOut(Instruction instruction, Optional<Platform> platform)
      throws IOException, DaemonError, InterruptedException {
    switch (instruction) {
      case Instruction.From from -> start(from, platform);
      case Instruction.Copy copy -> copy(copy);
      case Instruction.Label(_, var labels) -> {
        var target = runConfig().withObject("Labels");
        labels.forEach((name, value) -> target.put(name, variables.expand(value)));
        remember(instruction, true);
      }
      case Instruction.Env(_, var pairs) -> {
        pairs.forEach((name, value) -> setEnvironment(name, variables.expand(value)));
        remember(instruction, true);
      }
      case Instruction.Arg(_, var name, var fallback) -> {
        variables.declare(name, fallback.map(variables::expand));
        if (!config.isEmpty()) {
          remember(instruction, true);
        }
      }
      case Instruction.Cmd(_, var command) -> {
        setCommand("Cmd", command);
        remember(instruction, true);
      }
      case Instruction.Entrypoint(_, var command) -> {
        // A new entry point makes no sense of the old arguments.
        runConfig().remove("Cmd");
        setCommand("Entrypoint", command);
        remember(instruction, true);
      }
      case Instruction.Workdir(_, var folder) -> {
        var absolute = Path.of(workdir()).resolve(variables.expand(folder)).normalize();
        runConfig().put("WorkingDir", absolute.toString());
        remember(instruction, true);
      }
    }
  }

  private void start(Instruction.From from, Optional<Platform> platform)
      throws IOException, DaemonError, InterruptedException {
    var name = variables.expand(from.image());
    var wanted = from.platform().map(variables::expand).map(Platform::parse).or(() -> platform);
    if (name.equals("scratch")) {
      var target = wanted.orElseGet(Platform::host);
      config.put("architecture", target.architecture());
      config.put("os", target.os());
      target.variant().ifPresent(it -> config.put("variant", it));
      return;
    }
    var base = bases.find(name, wanted);
    layers.addAll(base.layers());
    config = ImageConfig.parse(images.content().read(base.id())).json();
    for (var pair : runConfig().withArray("Env")) {
      var text = pair.asText();
      int equals = text.indexOf('=');
      if (equals > 0) {
        variables.set(text.substring(0, equals), text.substring(equals + 1));
      }
    }
  }

  private void copy(Instruction.Copy copy) throws IOException, DaemonError {
    var step = new CopyStep(context, workdir());
    step.add(copy, variables);
    var layer = step.store(images.content(), lease);
    images.learn(layer);
    layers.add(layer);
    remember(copy, false);
  }

  private void setEnvironment(String name, String value) {
    var before = runConfig().withArray("Env");
    var after = JsonNodeFactory.instance.arrayNode();
    before.forEach(
        pair -> {
          if (!pair.asText().startsWith(name + "=")) {
            after.add(pair);
          }
        });
    runConfig().set("Env", after.add(name + "=" + value));
    variables.set(name, value);
  }

  private void setCommand(String field, List<String> command) {
    ArrayNode list = runConfig().putArray(field);
    command.forEach(list::add);
  }

  private void remember(Instruction instruction, boolean emptyLayer) {
    var step = config.withArray("history").addObject();
    step.put("created", now.toString());
    step.put("created_by", instruction.text());
    if (emptyLayer) {
      step.put("empty_layer", true);
    }
  }

  private StoredImage finish() throws IOException {
    runConfig();
    return NewImage.store(images.content(), lease, config, layers, now);
  }

  private String workdir() {
    var folder = runConfig().path("WorkingDir").asText();
    return folder.isEmpty() ? "/" : folder;
  }

  /// The part of the configuration that containers get.
  private ObjectNode runConfig() {
    return config.withObject("config");
  }
}
