package dev.dyno.engine.registry;

import static dev.dyno.engine.toggle.Optimization.AUTH_CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.LimitThatLasts;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What both sides of `auth-cache` make of a configuration and of helpers that are broken: an
/// [AuthException] that says what to do, and never what the secret is.
class BrokenCredentialsTest {

  private static final String SERVER = "registry.test:5000";
  private static final String SECRET = "topsecret";
  private static final Duration BRIEFLY = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;

  @EveryToggle(AUTH_CACHE)
  void a_configuration_cut_anywhere_is_refused_without_quoting_it(Toggles toggles)
      throws Exception {
    var whole =
        """
        {"auths":{"registry.test:5000":{"auth":"%s"}},"credHelpers":{"other.test":"x"}}"""
            .formatted(base64("me:" + SECRET));
    config(whole);
    assertThat(auth(toggles, LONG).login(SERVER).orElseThrow().password()).isEqualTo(SECRET);

    for (int length = 1; length < whole.length(); length++) {
      config(whole.substring(0, length));
      assertThat(refusal(auth(toggles, LONG)))
          .contains("config.json is no valid JSON: mend it, or log in again")
          .doesNotContain(SECRET, base64("me:" + SECRET));
    }
  }

  @EveryToggle(AUTH_CACHE)
  void an_empty_configuration_is_refused_and_an_absent_one_knows_nobody(Toggles toggles)
      throws Exception {
    config("");
    assertThat(refusal(auth(toggles, LONG))).contains("holds no JSON object");

    Files.delete(folder.resolve("config.json"));
    assertThat(auth(toggles, LONG).login(SERVER)).isEmpty();
  }

  @EveryToggle(AUTH_CACHE)
  void a_wrong_type_is_named_by_its_key(Toggles toggles) throws Exception {
    for (var wrong : List.of("1", "true", "[]", "\"x\"")) {
      config("{\"auths\":%s}".formatted(wrong));
      assertThat(refusal(auth(toggles, LONG))).contains("does not hold an object at 'auths'");
      config("{\"credHelpers\":%s}".formatted(wrong));
      assertThat(refusal(auth(toggles, LONG))).contains("does not hold an object at 'credHelpers'");
      config("{\"auths\":{\"%s\":%s}}".formatted(SERVER, wrong));
      assertThat(refusal(auth(toggles, LONG))).contains("does not hold an object at '" + SERVER);
    }
    for (var wrong : List.of("1", "true", "[]", "{}")) {
      config("{\"credsStore\":%s}".formatted(wrong));
      assertThat(refusal(auth(toggles, LONG))).contains("does not hold text at 'credsStore'");
      config("{\"credHelpers\":{\"%s\":%s}}".formatted(SERVER, wrong));
      assertThat(refusal(auth(toggles, LONG)))
          .contains("does not hold text at 'credHelpers." + SERVER);
      config("{\"auths\":{\"%s\":{\"auth\":%s}}}".formatted(SERVER, wrong));
      assertThat(refusal(auth(toggles, LONG))).contains("does not hold text at 'auths." + SERVER);
    }
    for (var other : List.of("1", "null", "[]", "\"x\"")) {
      config(other);
      assertThat(refusal(auth(toggles, LONG))).contains("holds no JSON object");
    }
  }

  @EveryToggle(AUTH_CACHE)
  void null_and_absence_are_the_same(Toggles toggles) throws Exception {
    config("{\"auths\":null,\"credHelpers\":null,\"credsStore\":null}");
    assertThat(auth(toggles, LONG).login(SERVER)).isEmpty();

    config("{\"auths\":{\"%s\":null}}".formatted(SERVER));
    assertThat(auth(toggles, LONG).login(SERVER)).isEmpty();

    config("{\"auths\":{\"%s\":{\"auth\":null}}}".formatted(SERVER));
    assertThat(auth(toggles, LONG).login(SERVER)).isEmpty();
  }

  @EveryToggle(AUTH_CACHE)
  void what_is_no_base64_of_a_user_and_a_password_is_refused(Toggles toggles) throws Exception {
    for (var auth : List.of("%%%" + SECRET, "a", base64(SECRET), base64(":" + SECRET), "=")) {
      config("{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(SERVER, auth));
      assertThat(refusal(auth(toggles, LONG)))
          .contains("is not base64 of user:password: log in again")
          .doesNotContain(SECRET, auth.length() > 3 ? auth : SECRET);
    }
  }

  @EveryToggle(AUTH_CACHE)
  void a_huge_or_a_deep_configuration_is_refused_unread(Toggles toggles) throws Exception {
    config("{\"auths\":{\"%s\":\"%s\"}}".formatted(SERVER, "x".repeat(2 << 20)));
    assertThat(refusal(auth(toggles, LONG))).contains("it is no configuration of docker's");

    config("[".repeat(100_000));
    assertThat(refusal(auth(toggles, LONG))).contains("is no valid JSON");
  }

  /// One byte of a good file changed, inserted or lost, over and over, from a fixed seed.
  @EveryToggle(AUTH_CACHE)
  void a_damaged_configuration_gives_a_login_or_an_auth_exception(Toggles toggles)
      throws Exception {
    var random = new Random(1);
    var whole =
        """
        {"auths":{"registry.test:5000":{"auth":"%s"}},"credHelpers":{},"credsStore":""}"""
            .formatted(base64("me:" + SECRET))
            .getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      var damaged = Arrays.copyOf(whole, whole.length);
      for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(folder.resolve("config.json"), damaged);
      var thrown = catchThrowable(() -> auth(toggles, LONG).login(SERVER));
      if (thrown != null) {
        assertThat(thrown)
            .as(new String(damaged, StandardCharsets.ISO_8859_1))
            .isInstanceOf(AuthException.class);
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 1999);
  }

  @EveryToggle(AUTH_CACHE)
  void a_helper_that_no_program_can_be_called_is_refused(Toggles toggles) throws Exception {
    for (var name : List.of("a/b", "../x", "a b", "-x", "\\u0000", "x".repeat(65))) {
      config("{\"credsStore\":\"%s\"}".formatted(name));
      assertThat(refusal(auth(toggles, LONG))).contains("which no program can be called: mend it");
    }
  }

  @EveryToggle(AUTH_CACHE)
  void a_helper_that_hangs_is_killed_when_patience_ends_with_what_it_started(Toggles toggles)
      throws Exception {
    helper("echo $$ > pids; sleep 600 & echo $! >> pids; wait");

    LimitThatLasts.untilBegun(
        "the helper",
        BRIEFLY,
        limit -> {
          assertThat(refusal(auth(toggles, limit)))
              .contains("docker-credential-test' did not answer within ", " s: run it by hand");
          return linesOf("pids").size() == 2;
        });

    var pids = linesOf("pids");
    for (var pid : pids) {
      var process = ProcessHandle.of(Long.parseLong(pid));
      if (process.isPresent()) {
        process.get().onExit().get(60, TimeUnit.SECONDS);
      }
    }
  }

  /// The child holds the helper's output open after the helper has ended.
  @EveryToggle(AUTH_CACHE)
  void a_child_left_behind_does_not_hold_us(Toggles toggles) throws Exception {
    helper("sleep 600 & echo $! > pids; exit 0");
    try {
      LimitThatLasts.untilBegun(
          "the child",
          BRIEFLY,
          limit -> {
            assertThat(refusal(auth(toggles, limit))).contains("did not answer within ");
            return linesOf("pids").size() == 1;
          });
    } finally {
      var left = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pids")).strip()));
      left.ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @EveryToggle(AUTH_CACHE)
  void a_helper_that_prints_garbage_is_refused_without_quoting_it(Toggles toggles)
      throws Exception {
    for (var garbage :
        List.of(
            SECRET,
            "{",
            "null",
            "12",
            "[\"" + SECRET + "\"]",
            "{}",
            "{\"Username\":\"u\"}",
            "{\"Username\":\"u\",\"Secret\":null}",
            "{\"Username\":{},\"Secret\":[\"" + SECRET + "\"]}",
            "{\"Username\":1,\"Secret\":2}")) {
      helper("echo '" + garbage + "'");
      assertThat(refusal(auth(toggles, LONG)))
          .contains("answered no credentials for registry.test:5000: run `docker login")
          .doesNotContain(SECRET);
    }
    helper("printf '\\377\\376\\000\\001'");
    assertThat(refusal(auth(toggles, LONG))).contains("answered no credentials");
    helper("true");
    assertThat(refusal(auth(toggles, LONG))).contains("answered no credentials");
  }

  @EveryToggle(AUTH_CACHE)
  void a_helper_that_prints_for_ever_is_cut_short(Toggles toggles) throws Exception {
    helper("yes " + SECRET);

    assertThat(refusal(auth(toggles, LONG)))
        .contains("prints more than 1048576 bytes, which is no secret")
        .doesNotContain(SECRET);
  }

  /// A long token is still one: registries of clouds give out some kilobytes.
  @EveryToggle(AUTH_CACHE)
  void a_long_secret_is_taken_whole(Toggles toggles) throws Exception {
    helper(
        "printf '{\"Username\":\"u\",\"Secret\":\"'; head -c 200000 /dev/zero | tr '\\0' x; echo '\"}'");

    assertThat(auth(toggles, LONG).login(SERVER).orElseThrow().password())
        .isEqualTo("x".repeat(200_000));
  }

  @EveryToggle(AUTH_CACHE)
  void a_helper_that_fails_is_named_with_its_exit_code(Toggles toggles) throws Exception {
    helper("echo " + SECRET + "; echo " + SECRET + " >&2; exit 1");

    assertThat(refusal(auth(toggles, LONG)))
        .contains("docker-credential-test' failed with exit code 1: run it by hand to see why")
        .doesNotContain(SECRET);
  }

  /// The helper's way to say that it knows nobody: public images are then pulled anonymously.
  @EveryToggle(AUTH_CACHE)
  void a_helper_that_does_not_know_the_server_leaves_us_anonymous(Toggles toggles)
      throws Exception {
    helper("echo 'credentials not found in native keychain'; exit 1");

    assertThat(auth(toggles, LONG).login(SERVER)).isEmpty();
  }

  @EveryToggle(AUTH_CACHE)
  void an_empty_helper_of_a_registry_means_the_file_and_not_the_store(Toggles toggles)
      throws Exception {
    config(
        "{\"credsStore\":\"absent\",\"credHelpers\":{\"%s\":\"\"},\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(SERVER, SERVER, base64("me:" + SECRET)));

    assertThat(auth(toggles, LONG).login(SERVER).orElseThrow().password()).isEqualTo(SECRET);
  }

  @EveryToggle(AUTH_CACHE)
  void a_command_that_hangs_or_floods_is_ended_as_a_helper_is(Toggles toggles) throws Exception {
    assertThat(refusal(command(toggles, BRIEFLY, "sleep", "600"))).contains("within 0.3 s");
    assertThat(refusal(command(toggles, LONG, "yes"))).contains("prints more than");
    assertThat(refusal(command(toggles, LONG, "true"))).contains("'true' printed nothing");
  }

  /// None of it is kept: the next try asks again.
  @EveryToggle(AUTH_CACHE)
  void a_helper_that_is_mended_is_heard(Toggles toggles) throws Exception {
    helper("sleep 600");
    var auth = auth(toggles, BRIEFLY);
    assertThat(refusal(auth)).contains("did not answer");

    script("docker-credential-test", "echo '{\"Username\":\"u\",\"Secret\":\"mended\"}'");
    // Patience is short, and a loaded machine may need more than one try to start a shell.
    String heard = "";
    for (int tries = 0; tries < 100 && heard.isEmpty(); tries++) {
      heard = passwordOrNothing(auth);
    }
    assertThat(heard).isEqualTo("mended");
  }

  @Test
  void a_command_without_a_program_is_no_secret() {
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.parse("cmd:"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Secret.Command(List.of()));
  }

  private List<String> linesOf(String file) throws IOException {
    var path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private static String passwordOrNothing(RegistryAuth auth) {
    try {
      return auth.login(SERVER).orElseThrow().password();
    } catch (AuthException late) {
      return "";
    }
  }

  private RegistryAuth auth(Toggles toggles, Duration patience) {
    return chosen(toggles, accounts(Map.of(), patience));
  }

  private RegistryAuth command(Toggles toggles, Duration patience, String... words) {
    var account = new Account(new Secret.Literal("u"), new Secret.Command(List.of(words)));
    return chosen(toggles, accounts(Map.of(SERVER, account), patience));
  }

  private static RegistryAuth chosen(Toggles toggles, RegistryAccounts accounts) {
    return RegistryAuth.chosenBy(toggles, accounts);
  }

  private RegistryAccounts accounts(Map<String, Account> named, Duration patience) {
    return new RegistryAccounts(
        named,
        new DockerConfig(folder.resolve("config.json"), Optional.of(folder)),
        Map.of(),
        patience);
  }

  /// The whole of what a person would see: message and causes.
  private static String refusal(RegistryAuth auth) {
    var refused = catchThrowableOfType(AuthException.class, () -> auth.login(SERVER));
    assertThat(refused).isNotNull();
    var said = new StringBuilder();
    for (Throwable each = refused; each != null; each = each.getCause()) {
      said.append(each.getMessage()).append('\n');
    }
    return said.toString();
  }

  private void helper(String body) throws IOException {
    script("docker-credential-test", "cd '" + folder + "'\nread server\n" + body);
    config("{\"credsStore\":\"test\"}");
  }

  private void script(String name, String body) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
