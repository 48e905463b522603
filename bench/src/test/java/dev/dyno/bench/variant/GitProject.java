package dev.dyno.bench.variant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder in which the real git is run, as somebody whom its history may name.
///
/// @param folder exists
public record GitProject(Path folder) {

  /// Runs it, and fails unless it succeeds.
  ///
  /// @return what it said
  public String git(String... words) throws Exception {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t"));
    command.addAll(List.of(words));
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /// Commits what is there, be it the same as before.
  public void commit(String subject) throws Exception {
    git("add", ".");
    git("commit", "-q", "--allow-empty", "-m", subject);
  }
}
