package dev.dyno.bench.suite;

import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.registry.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Works out the login for a registry, as the engine does before each operation on it.
///
/// **Hypothesis**: `auth-cache` saves at least 80 % of the time where a process must be asked
/// (`helper`, `command`), since it is asked once in 15 minutes; it saves next to nothing in
/// absolute terms where the login is a literal or a variable, under 1 us. **Baseline**: worked out
/// anew for every operation, from the same source. **Unit**: us/op, wall time of one login.
/// **Command**: `scripts/dyno compare --toggle auth-cache`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RegistryAuthBenchmark {

  private static final String SERVER = "registry.test:5000";
  private static final String USER = "builder";
  private static final String PASSWORD = "correct horse battery staple";

  /// Where the login comes from.
  @Param({"literal", "env", "command", "helper"})
  public String source = "literal";

  private Path folder = Path.of("");
  private RegistryAuth auth =
      RegistryAuth.chosenBy(MeasuredEngine.fromProperties().toggles(), none());

  /// Makes the source, and checks that this arm works out the right login, also the second time.
  @Setup(Level.Trial)
  public void check() throws Exception {
    folder = Files.createTempDirectory("auth");
    auth = RegistryAuth.chosenBy(MeasuredEngine.fromProperties().toggles(), accounts());
    var expected =
        "{\"username\":\"%s\",\"password\":\"%s\",\"serveraddress\":\"%s\"}"
            .formatted(USER, PASSWORD, SERVER);
    for (int time = 0; time < 2; time++) {
      var said = new String(Base64.getUrlDecoder().decode(resolve()), StandardCharsets.UTF_8);
      if (!said.equals(expected)) {
        throw new IllegalStateException("worked out a wrong login on try " + (time + 1));
      }
    }
  }

  /// One login.
  @Benchmark
  public String resolve() throws Exception {
    return auth.login(SERVER).orElseThrow().header();
  }

  /// Takes the helper program away again.
  @TearDown(Level.Trial)
  public void clean() throws IOException {
    Scratch.delete(folder);
  }

  private RegistryAccounts accounts() throws IOException {
    return switch (source) {
      case "literal" -> named(new Secret.Literal(PASSWORD));
      case "env" -> named(new Secret.Variable("REGISTRY_PASSWORD"));
      case "command" ->
          named(
              new Secret.Command(
                  java.util.List.of(script("password", "echo '" + PASSWORD + "'").toString())));
      case "helper" -> helper();
      default -> throw new IllegalArgumentException("source '%s' is not known".formatted(source));
    };
  }

  private static RegistryAccounts named(Secret password) {
    return new RegistryAccounts(
        Map.of(SERVER, new Account(new Secret.Literal(USER), password)),
        new DockerConfig(Path.of("absent"), Optional.empty()),
        Map.of("REGISTRY_PASSWORD", PASSWORD));
  }

  /// A real program that speaks the real protocol of `docker-credential-*`.
  private RegistryAccounts helper() throws IOException {
    script(
        "docker-credential-bench",
        "read server; echo '{\"ServerURL\":\"\",\"Username\":\"%s\",\"Secret\":\"%s\"}'"
            .formatted(USER, PASSWORD));
    var config =
        Files.writeString(
            folder.resolve("config.json"),
            "{\"credHelpers\":{\"%s\":\"bench\"}}".formatted(SERVER));
    return new RegistryAccounts(Map.of(), new DockerConfig(config, Optional.of(folder)), Map.of());
  }

  private Path script(String name, String body) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private static RegistryAccounts none() {
    return new RegistryAccounts(
        Map.of(), new DockerConfig(Path.of("absent"), Optional.empty()), Map.of());
  }
}
