package dev.dyno.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.Strikes;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.registry.Secret;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A registry and a daemon that go wrong, an engine's way to images on them, and what tests ask.
record FaultyStand(
    Path folder, EmbeddedRegistry registry, EmbeddedDaemon daemon, ContainerRuntime runtime) {
  static final Platform PLATFORM = Platform.parse("linux/amd64");

  static FaultyStand in(Path folder) throws Exception {
    var registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
    var daemon = EmbeddedDaemon.start(0, folder.resolve("daemon"));
    var runtime = ContainerRuntime.at(daemon.uri());
    // The first call of docker-java in a JVM takes seconds, which no short deadline should meet.
    runtime.ping(soon());
    return new FaultyStand(folder, registry, daemon, runtime);
  }

  /// Nothing is left of the faults.
  void end() throws Exception {
    daemon.faults().clear();
    registry.faults().clear();
    Eventually.isTrue("the daemon serves nothing any more", () -> daemon.inFlight() == 0);
    Eventually.isTrue("nor does the registry", () -> registry.inFlight() == 0);
    assertThat(folder.resolve("daemon/incoming")).isEmptyDirectory();
    runtime.close();
    daemon.close();
    registry.close();
  }

  ImageEnsure ensure(Toggles toggles) {
    return ensure(toggles, Map.of());
  }

  ImageEnsure ensureAsAnn(Toggles toggles) {
    var command = "echo x >> '%s'; echo secret".formatted(folder.resolve("asked"));
    var password = new Secret.Command(List.of("sh", "-c", command));
    var account = new RegistryAccounts.Account(new Secret.Literal("ann"), password);
    return ensure(toggles, Map.of(registry.host(), account));
  }

  private ImageEnsure ensure(Toggles toggles, Map<String, RegistryAccounts.Account> named) {
    var nobody = new DockerConfig(folder.resolve("absent"), Optional.empty());
    var accounts = new RegistryAccounts(named, nobody, Map.of());
    return ImageEnsure.chosenBy(
        toggles,
        runtime,
        RegistryAuth.chosenBy(toggles, accounts),
        TimeoutPolicy.chosenBy(toggles, Patience.usual()));
  }

  long passwordsAskedFor() throws IOException {
    try (var lines = Files.lines(folder.resolve("asked"))) {
      return lines.count();
    }
  }

  Exception failureOf(Toggles toggles, ImageReference image) {
    return failureOf(toggles, image, soon());
  }

  Exception failureOf(Toggles toggles, ImageReference image, Deadline deadline) {
    return failureOf(ensure(toggles), image, deadline);
  }

  static Exception failureOf(ImageEnsure ensure, ImageReference image, Deadline deadline) {
    return catchThrowableOfType(
            EnsureException.class, () -> ensure.ensure(List.of(image), PLATFORM, deadline))
        .failures()
        .getFirst()
        .cause();
  }

  void nothingIsThere() throws Exception {
    assertThat(runtime.imageNames(soon())).isEmpty();
    Eventually.isTrue(
        "no blob is left",
        () -> {
          try (var files = Files.walk(folder.resolve("daemon/blobs"))) {
            return files.noneMatch(Files::isRegularFile);
          }
        });
  }

  ImageReference seed(String repository, long seed) throws IOException {
    registry.seed(new SyntheticImage(repository, "1", List.of(PLATFORM), 1, 40_000, 0, seed));
    return ImageReference.parse(registry.host() + "/" + repository + ":1");
  }

  /// How often the faults that are on struck.
  long struck() {
    return Stream.of(daemon.faults(), registry.faults())
        .flatMap(faults -> faults.strikes().stream())
        .mapToLong(Strikes::struck)
        .sum();
  }

  void breakRegistry(Fault fault) {
    registry.faults().use(FaultPlan.of(fault));
  }

  void breakDaemon(Fault fault) {
    daemon.faults().use(FaultPlan.of(fault));
  }

  static Fault at(What what) {
    return Fault.at(Place.REGISTRY, what).named("fault");
  }

  static Fault status(int status) {
    return status(Place.REGISTRY, status);
  }

  static Fault status(Place place, int status) {
    return Fault.at(place, new What.Status(status, Optional.empty())).named("fault");
  }

  static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
