package dev.dyno.engine.pipeline;

import dev.dyno.engine.lifecycle.ReadyProbe;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.runtime.BuildSpec;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.ExecSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads the actions of one build, in their order, since a container must be created before it is
/// used.
final class ActionReader {

  private static final String DOCKERFILE = "Dockerfile";
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Sources sources;
  private final Set<String> created = new HashSet<>();
  private final Set<String> started = new HashSet<>();

  ActionReader(Sources sources) {
    this.sources = sources;
  }

  /// @param word of the action, such as `pull`
  Action read(String word, YamlNode at) throws Misread {
    return switch (word) {
      case "pull" -> pull(at);
      case "build" -> build(at);
      case "create" -> create(at);
      case "copy" -> copy(at);
      case "start" -> start(at);
      case "exec" -> exec(at);
      case "wait" -> new Action.Wait(startedOne(at));
      case "stop" -> stop(at);
      case "commit" ->
          new Action.Commit(
              known(at.required("container")), named(at.required("image")), at.flag("keep"));
      case "tag" -> new Action.Tag(at.image("image"), named(at.required("as")), at.flag("keep"));
      case "push" -> new Action.Push(at.image());
      case "remove" -> remove(at);
      default -> throw at.wrong("'%s' is no action".formatted(word));
    };
  }

  private static Action pull(YamlNode at) throws Misread {
    return at.isText()
        ? new Action.Pull(at.image(), Platform.host())
        : new Action.Pull(at.image("image"), at.platform("platform").orElse(Platform.host()));
  }

  private Action build(YamlNode at) throws Misread {
    var folder = at.has("folder") ? sources.folder(at.required("folder")) : sources.root();
    var dockerfile = at.text("dockerfile").orElse(DOCKERFILE);
    var file = inContext(folder, dockerfile, at);
    if (!file.startsWith(folder)) {
      throw at.field("dockerfile")
          .orElse(at)
          .wrong("'%s' leaves the context %s: move it there".formatted(dockerfile, folder));
    }
    if (!Files.isRegularFile(file)) {
      throw at.field("dockerfile")
          .orElse(at)
          .wrong(
              "there is no '%s' in %s: write one, or name another".formatted(dockerfile, folder));
    }
    var spec =
        BuildSpec.of(named(at.required("image")))
            .withDockerfile(new BuildSpec.Dockerfile.InContext(folder.relativize(file).toString()))
            .withArguments(at.map("arguments"))
            .withLabels(at.map("labels"));
    var target = at.text("target");
    spec = target.isPresent() ? spec.withTarget(target.get()) : spec;
    var platform = at.platform("platform");
    spec = platform.isPresent() ? spec.withPlatform(platform.get()) : spec;
    var network = at.text("network");
    spec = network.isPresent() ? spec.withNetwork(network.get()) : spec;
    return new Action.Build(at.flag("fresh") ? spec.withoutCache() : spec, folder, at.flag("keep"));
  }

  private static Path inContext(Path folder, String file, YamlNode at) throws Misread {
    try {
      return folder.resolve(file).normalize();
    } catch (InvalidPathException malformed) {
      throw at.wrong("'%s' is no path: %s".formatted(file, malformed.getReason()));
    }
  }

  private Action create(YamlNode at) throws Misread {
    var container = at.required("container").text();
    if (!created.add(container)) {
      throw at.required("container")
          .wrong("container '%s' is created before: choose another name".formatted(container));
    }
    var spec =
        ContainerSpec.of(at.image("image"))
            .entrypoint(at.texts("entrypoint").toArray(String[]::new))
            .command(at.texts("command").toArray(String[]::new))
            .environment(at.map("environment"));
    at.text("directory").ifPresent(spec::workingDirectory);
    at.text("user").ifPresent(spec::user);
    at.text("network").ifPresent(spec::network);
    return new Action.Create(container, spec.build());
  }

  private Action copy(YamlNode at) throws Misread {
    if (at.has("into") == at.has("out-of")) {
      throw at.wrong("a copy goes 'into' a container or 'out-of' one: write one of them");
    }
    if (at.has("out-of")) {
      var container = known(at.required("out-of"));
      return new Action.CopyOut(
          container, absolute(at.required("from")), sources.target(at.required("to")));
    }
    if (at.has("from") == at.has("content")) {
      throw at.wrong("a copy into a container is 'from' a file or a 'content': write one of them");
    }
    var container = known(at.required("into"));
    var to = absolute(at.required("to"));
    return at.has("content")
        ? new Action.Write(container, at.required("content").text(), to)
        : new Action.CopyIn(container, sources.existing(at.required("from")), to);
  }

  private Action start(YamlNode at) throws Misread {
    var container = known(at.isText() ? at : at.required("container"));
    if (!started.add(container)) {
      throw at.wrong("container '%s' is started before: create another one".formatted(container));
    }
    var ready = at.field("ready");
    return new Action.Start(
        container, ready.isPresent() ? ready(ready.get()) : new ReadyProbe.Started());
  }

  private static ReadyProbe ready(YamlNode at) throws Misread {
    if (at.has("line") == at.has("command")) {
      throw at.wrong("a container is ready by a 'line' or by a 'command': write one of them");
    }
    if (at.has("line")) {
      var line = at.required("line");
      try {
        return new ReadyProbe.Line(Pattern.compile(line.text()));
      } catch (PatternSyntaxException broken) {
        throw line.wrong("'%s': %s".formatted(line.text(), broken.getDescription()));
      }
    }
    return new ReadyProbe.Answer(
        ExecSpec.of(at.texts("command").toArray(String[]::new)), at.time("every").orElse(PAUSE));
  }

  private Action exec(YamlNode at) throws Misread {
    return new Action.Exec(
        startedOne(at.required("container")),
        new ExecSpec(
            at.texts("command"), at.map("environment"), at.text("directory"), at.text("user")));
  }

  private Action stop(YamlNode at) throws Misread {
    return at.isText()
        ? new Action.Stop(startedOne(at), GRACE)
        : new Action.Stop(startedOne(at.required("container")), at.time("grace").orElse(GRACE));
  }

  private Action remove(YamlNode at) throws Misread {
    if (at.has("image")) {
      return new Action.RemoveImage(at.image("image"));
    }
    var container = known(at.required("container"));
    created.remove(container);
    started.remove(container);
    return new Action.RemoveContainer(container);
  }

  /// A name for an image that is made.
  private static ImageReference named(YamlNode at) throws Misread {
    var image = at.image();
    if (image.digest().isPresent()) {
      throw at.wrong("'%s' has a digest: name what is made by a tag".formatted(at.text()));
    }
    return image;
  }

  private String known(YamlNode at) throws Misread {
    var container = at.text();
    if (!created.contains(container)) {
      throw at.wrong(
          "there is no container '%s' at this step: create it before, in this build"
              .formatted(container));
    }
    return container;
  }

  private String startedOne(YamlNode at) throws Misread {
    var container = known(at);
    if (!started.contains(container)) {
      throw at.wrong("container '%s' is not started before this step".formatted(container));
    }
    return container;
  }

  private static String absolute(YamlNode at) throws Misread {
    var path = at.text();
    if (!path.startsWith("/") || (path.length() > 1 && path.endsWith("/"))) {
      throw at.wrong(
          "'%s' is a path in a container: begin it with /, and end it with a name".formatted(path));
    }
    return path;
  }
}
