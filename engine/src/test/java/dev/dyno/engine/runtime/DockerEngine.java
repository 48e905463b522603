package dev.dyno.engine.runtime;

import dev.dyno.engine.embedded.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A real dockerd for tests: started once for all of them by `scripts/docker-engine`, and ended
/// after the last. A test that cannot have it fails; it never skips. Its [Endpoint] is a parameter.
public final class DockerEngine implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(DockerEngine.class);

  /// A daemon that runs.
  private record Running(Path folder, Endpoint endpoint) implements AutoCloseable {

    static Running start() {
      try {
        var folder = Files.createTempDirectory("dyno-docker");
        var said = script().run("start", folder.toString());
        if (said.exit() != 0) {
          throw new AssertionError("scripts/docker-engine start: " + said.output());
        }
        var endpoint = said.output().strip().replace("DOCKER_HOST=", "");
        return new Running(folder, Endpoint.docker(Map.of("DOCKER_HOST", endpoint)));
      } catch (IOException failed) {
        throw new AssertionError("no folder for dockerd", failed);
      }
    }

    @Override
    public void close() {
      var said = script().run("stop", folder.toString());
      if (said.exit() != 0) {
        throw new AssertionError("scripts/docker-engine stop: " + said.output());
      }
    }

    private static Program script() {
      var script = Path.of("..", "scripts", "docker-engine").toAbsolutePath().normalize();
      return new Program(script, Map.of());
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Endpoint.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context).endpoint();
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
  }
}
