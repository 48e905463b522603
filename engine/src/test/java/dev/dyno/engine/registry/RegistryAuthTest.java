package dev.dyno.engine.registry;

import static dev.dyno.engine.toggle.Optimization.AUTH_CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.registry.RegistryAccounts.Account;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both sides of `auth-cache` under one contract, then what only the cache must keep.
class RegistryAuthTest {

  private static final String SERVER = "registry.test:5000";

  @TempDir Path folder;

  @EveryToggle(AUTH_CACHE)
  void the_header_is_url_safe_base64_of_what_docker_expects(Toggles toggles) throws Exception {
    var auth = RegistryAuth.chosenBy(toggles, named("us\"er", new Secret.Literal("pä?ss>~")));

    var login = auth.login(SERVER).orElseThrow();

    assertThat(login.header()).doesNotContain("+").doesNotContain("/");
    assertThat(new String(Base64.getUrlDecoder().decode(login.header()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"username\":\"us\\\"er\",\"password\":\"pä?ss>~\",\"serveraddress\":\"registry.test:5000\"}");
  }

  @EveryToggle(AUTH_CACHE)
  void variables_commands_and_helpers_all_give_their_secret(Toggles toggles) throws Exception {
    script("password", "echo from-command");
    helper("echo '{\"Username\":\"helped\",\"Secret\":\"from-helper\"}'");
    config(
        "{\"credHelpers\":{\"helped.test\":\"test\"},\"auths\":{\"plain.test\":{\"auth\":\"%s\"}}}"
            .formatted(
                Base64.getEncoder()
                    .encodeToString("me:from:file".getBytes(StandardCharsets.UTF_8))));
    var auth =
        RegistryAuth.chosenBy(
            toggles,
            accounts(
                Map.of(
                    "env.test", account(new Secret.Variable("PASSWORD")),
                    "cmd.test", account(Secret.parse("cmd:" + folder.resolve("password"))))));

    assertThat(auth.login("env.test").orElseThrow().password()).isEqualTo("from-env");
    assertThat(auth.login("cmd.test").orElseThrow().password()).isEqualTo("from-command");
    assertThat(auth.login("helped.test").orElseThrow().password()).isEqualTo("from-helper");
    assertThat(auth.login("helped.test").orElseThrow().username()).isEqualTo("helped");
    assertThat(auth.login("plain.test").orElseThrow().password()).isEqualTo("from:file");
    assertThat(auth.login("unknown.test")).isEmpty();
  }

  @EveryToggle(AUTH_CACHE)
  void credentials_helpers_of_a_registry_come_before_the_store_for_all(Toggles toggles)
      throws Exception {
    helper("echo '{\"Username\":\"special\",\"Secret\":\"s\"}'");
    config("{\"credsStore\":\"absent\",\"credHelpers\":{\"%s\":\"test\"}}".formatted(SERVER));

    var login = RegistryAuth.chosenBy(toggles, accounts(Map.of())).login(SERVER).orElseThrow();

    assertThat(login.username()).isEqualTo("special");
  }

  @EveryToggle(AUTH_CACHE)
  void a_changed_configuration_is_seen_at_once(Toggles toggles) throws Exception {
    var auth = RegistryAuth.chosenBy(toggles, accounts(Map.of()));
    config(auths("old"));
    assertThat(auth.login(SERVER).orElseThrow().password()).isEqualTo("old");

    config(auths("newer"));

    assertThat(auth.login(SERVER).orElseThrow().password()).isEqualTo("newer");
  }

  @EveryToggle(AUTH_CACHE)
  void a_failure_is_not_kept_and_quotes_no_secret(Toggles toggles) throws Exception {
    helper("echo 'garbage topsecret'");
    config("{\"credHelpers\":{\"%s\":\"test\"}}".formatted(SERVER));
    var auth = RegistryAuth.chosenBy(toggles, accounts(Map.of()));

    assertThatThrownBy(() -> auth.login(SERVER))
        .isInstanceOf(AuthException.class)
        .hasMessageContaining("docker-credential-test")
        .hasMessageContaining("docker login")
        .hasMessageNotContaining("topsecret");

    helper("echo '{\"Username\":\"u\",\"Secret\":\"mended\"}'");
    assertThat(auth.login(SERVER).orElseThrow().password()).isEqualTo("mended");
  }

  @EveryToggle(AUTH_CACHE)
  void each_way_to_fail_says_what_to_do(Toggles toggles) throws Exception {
    var auth =
        RegistryAuth.chosenBy(
            toggles,
            accounts(
                Map.of(
                    "unset.test", account(new Secret.Variable("ABSENT")),
                    "absent.test", account(new Secret.Command(List.of("/absent/program"))),
                    "fails.test", account(new Secret.Command(List.of("false"))))));
    config("{ broken topsecret");

    assertThatThrownBy(() -> auth.login("unset.test")).hasMessageContaining("ABSENT is not set");
    assertThatThrownBy(() -> auth.login("absent.test")).hasMessageContaining("cannot be started");
    assertThatThrownBy(() -> auth.login("fails.test")).hasMessageContaining("exit code 1");
    assertThatThrownBy(() -> auth.login(SERVER))
        .hasMessageContaining("no valid JSON")
        .hasMessageNotContaining("topsecret");
  }

  @EveryToggle(AUTH_CACHE)
  void no_text_of_a_login_shows_its_password(Toggles toggles) throws Exception {
    var auth = RegistryAuth.chosenBy(toggles, named("user", new Secret.Literal("topsecret")));

    assertThat(auth.login(SERVER).orElseThrow().toString()).doesNotContain("topsecret");
    assertThat(new Secret.Literal("topsecret").toString()).doesNotContain("topsecret");
  }

  @Test
  void off_asks_the_helper_for_every_operation_and_on_once() throws Exception {
    var calls = countingHelper();

    askTimes(RegistryAuth.chosenBy(Toggles.none(), accounts(Map.of())), 5);
    assertThat(Files.readAllLines(calls)).hasSize(5);

    Files.delete(calls);
    askTimes(RegistryAuth.chosenBy(Toggles.parse("auth-cache"), accounts(Map.of())), 5);
    assertThat(Files.readAllLines(calls)).hasSize(1);
  }

  @Test
  void many_that_ask_at_once_start_one_helper() throws Exception {
    var calls = countingHelper();
    var auth = RegistryAuth.chosenBy(Toggles.parse("auth-cache"), accounts(Map.of()));
    var together = new CyclicBarrier(16);

    var asked = new ArrayList<Future<String>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        asked.add(
            threads.submit(
                () -> {
                  together.await();
                  return auth.login(SERVER).orElseThrow().password();
                }));
      }
    }

    for (var each : asked) {
      assertThat(each.get()).isEqualTo("s");
    }
    assertThat(Files.readAllLines(calls)).hasSize(1);
  }

  @Test
  void a_kept_login_ends_after_fifteen_minutes_and_after_a_refusal() throws Exception {
    var calls = countingHelper();
    var clock = new AtomicLong();
    var auth = new CachedAuth(accounts(Map.of()), clock::get);

    askTimes(auth, 2);
    clock.addAndGet(Duration.ofMinutes(14).toNanos());
    askTimes(auth, 1);
    assertThat(Files.readAllLines(calls)).hasSize(1);

    clock.addAndGet(Duration.ofMinutes(2).toNanos());
    askTimes(auth, 1);
    assertThat(Files.readAllLines(calls)).hasSize(2);

    auth.refused("other.test");
    askTimes(auth, 1);
    assertThat(Files.readAllLines(calls)).hasSize(2);

    auth.refused(SERVER);
    askTimes(auth, 1);
    assertThat(Files.readAllLines(calls)).hasSize(3);
  }

  @Test
  void auth_cache_that_is_unbounded() throws Exception {
    config("{}");
    var auth = new CachedAuth(accounts(Map.of()), System::nanoTime);

    for (int i = 0; i < 1_500; i++) {
      assertThat(auth.login("registry%d.test".formatted(i))).isEmpty();
    }

    assertThat(auth.kept()).isBetween(1L, 1_000L);
  }

  private static void askTimes(RegistryAuth auth, int times) throws AuthException {
    for (int i = 0; i < times; i++) {
      assertThat(auth.login(SERVER)).isPresent();
    }
  }

  private Path countingHelper() throws IOException {
    var calls = folder.resolve("calls");
    helper("echo call >> " + calls + "; echo '{\"Username\":\"u\",\"Secret\":\"s\"}'");
    config("{\"credsStore\":\"test\"}");
    return calls;
  }

  private void helper(String body) throws IOException {
    script("docker-credential-test", "read server\n" + body);
  }

  private void script(String name, String body) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
  }

  private static String auths(String password) {
    var auth =
        Base64.getEncoder().encodeToString(("u:" + password).getBytes(StandardCharsets.UTF_8));
    return "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(SERVER, auth);
  }

  private RegistryAccounts named(String user, Secret password) {
    return accounts(Map.of(SERVER, new Account(new Secret.Literal(user), password)));
  }

  private static Account account(Secret password) {
    return new Account(new Secret.Literal("user"), password);
  }

  private RegistryAccounts accounts(Map<String, Account> named) {
    return new RegistryAccounts(
        named,
        new DockerConfig(folder.resolve("config.json"), Optional.of(folder)),
        Map.of("PASSWORD", "from-env"));
  }
}
