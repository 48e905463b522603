package dev.dyno.engine.runtime;

import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a container shall be. Start with [#of] and add to it.
///
/// @param image that must be on the daemon
/// @param name letters, digits, `_`, `.` and `-`; unique on the daemon; empty to let it choose
/// @param entrypoint replaces the image's, when not empty
/// @param command replaces the image's, when not empty
/// @param environment added to the image's
/// @param workingDirectory absolute; empty for the image's
/// @param user `name`, `uid` or `uid:gid`; empty for the image's
/// @param labels by key
/// @param binds folders and files of the daemon's machine
/// @param network such as `none` or `host`; empty for the daemon's default
/// @param memory at most so many bytes, above 0; empty for no limit
/// @param platform of the image, when the daemon has it for several
/// @param terminal whether the process sees a terminal: then all its output is one stream
public record ContainerSpec(
    ImageReference image,
    Optional<String> name,
    List<String> entrypoint,
    List<String> command,
    Map<String, String> environment,
    Optional<String> workingDirectory,
    Optional<String> user,
    Map<String, String> labels,
    List<Bind> binds,
    Optional<String> network,
    OptionalLong memory,
    Optional<Platform> platform,
    boolean terminal) {

  /// A folder or file of the daemon's machine, seen in the container.
  ///
  /// @param source absolute, on the daemon's machine
  /// @param target absolute, in the container
  public record Bind(Path source, String target, boolean readOnly) {
    public Bind {
      if (!source.isAbsolute() || !target.startsWith("/")) {
        throw new IllegalArgumentException(
            "bind of '%s' to '%s': write both as whole paths".formatted(source, target));
      }
    }
  }

  public ContainerSpec {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
    binds = List.copyOf(binds);
    if (memory.isPresent() && memory.getAsLong() <= 0) {
      throw new IllegalArgumentException(
          "memory of %d bytes: needs more than 0".formatted(memory.getAsLong()));
    }
  }

  /// This one with one more label.
  public ContainerSpec withLabel(String key, String value) {
    var more = new LinkedHashMap<>(labels);
    more.put(key, value);
    return changed().labels(more).build();
  }

  /// This one by that name.
  public ContainerSpec named(String said) {
    return changed().name(said).build();
  }

  private Builder changed() {
    var builder = new Builder(image);
    builder.name = name;
    builder.entrypoint = entrypoint;
    builder.command = command;
    builder.environment = environment;
    builder.workingDirectory = workingDirectory;
    builder.user = user;
    builder.labels = labels;
    builder.binds = binds;
    builder.network = network;
    builder.memory = memory;
    builder.platform = platform;
    builder.terminal = terminal;
    return builder;
  }

  /// What the image says, and nothing else, until more is said.
  public static Builder of(ImageReference image) {
    return new Builder(image);
  }

  /// Says what differs from the image, one thing at a time; said twice, the last word counts.
  public static final class Builder {

    private final ImageReference image;
    private Optional<String> name = Optional.empty();
    private List<String> entrypoint = List.of();
    private List<String> command = List.of();
    private Map<String, String> environment = Map.of();
    private Optional<String> workingDirectory = Optional.empty();
    private Optional<String> user = Optional.empty();
    private Map<String, String> labels = Map.of();
    private List<Bind> binds = List.of();
    private Optional<String> network = Optional.empty();
    private OptionalLong memory = OptionalLong.empty();
    private Optional<Platform> platform = Optional.empty();
    private boolean terminal;

    private Builder(ImageReference image) {
      this.image = image;
    }

    /// See [ContainerSpec#name].
    public Builder name(String said) {
      name = Optional.of(said);
      return this;
    }

    /// See [ContainerSpec#entrypoint].
    public Builder entrypoint(String... said) {
      entrypoint = List.of(said);
      return this;
    }

    /// See [ContainerSpec#command].
    public Builder command(String... said) {
      command = List.of(said);
      return this;
    }

    /// See [ContainerSpec#environment].
    public Builder environment(Map<String, String> said) {
      environment = said;
      return this;
    }

    /// See [ContainerSpec#workingDirectory].
    public Builder workingDirectory(String said) {
      workingDirectory = Optional.of(said);
      return this;
    }

    /// See [ContainerSpec#user].
    public Builder user(String said) {
      user = Optional.of(said);
      return this;
    }

    /// See [ContainerSpec#labels].
    public Builder labels(Map<String, String> said) {
      labels = said;
      return this;
    }

    /// See [ContainerSpec#binds].
    public Builder binds(List<Bind> said) {
      binds = said;
      return this;
    }

    /// See [ContainerSpec#network].
    public Builder network(String said) {
      network = Optional.of(said);
      return this;
    }

    /// See [ContainerSpec#memory].
    public Builder memory(long bytes) {
      memory = OptionalLong.of(bytes);
      return this;
    }

    /// See [ContainerSpec#platform].
    public Builder platform(Platform said) {
      platform = Optional.of(said);
      return this;
    }

    /// See [ContainerSpec#terminal].
    public Builder terminal() {
      terminal = true;
      return this;
    }

    /// All that was said.
    public ContainerSpec build() {
      return new ContainerSpec(
          image,
          name,
          entrypoint,
          command,
          environment,
          workingDirectory,
          user,
          labels,
          binds,
          network,
          memory,
          platform,
          terminal);
    }
  }
}
