package dev.dyno.bench.variant;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Git, as far as variants need it.
///
/// @param folder inside a checkout, or not
record Git(Path folder) {

  /// What a call answered.
  ///
  /// @param exit 0 when it worked
  /// @param text of both streams
  private record Answer(int exit, String text) {}

  /// The top of the checkout.
  ///
  /// @throws VariantException when there is no git, or no checkout
  Path top() throws VariantException {
    var answer = ask(List.of("rev-parse", "--show-toplevel"));
    if (answer.exit() != 0) {
      throw new VariantException(
          "%s is not inside a git checkout: run the gate in one, or name a jar".formatted(folder));
    }
    return Path.of(answer.text().strip());
  }

  /// The commit that a ref names, if it names one.
  Optional<String> commit(String ref) throws VariantException {
    if (ref.startsWith("-")) { // would be an option
      return Optional.empty();
    }
    var answer = ask(List.of("rev-parse", "--verify", "--quiet", ref + "^{commit}"));
    return answer.exit() == 0 ? Optional.of(answer.text().strip()) : Optional.empty();
  }

  /// Whether tracked files differ from the commit, or new ones are there.
  boolean dirty() throws VariantException {
    return !ask(List.of("status", "--porcelain")).text().isBlank();
  }

  /// Checks a commit out in a new folder, beside the branches.
  void checkOut(String commit, Path into) throws VariantException {
    var answer = ask(List.of("worktree", "add", "--detach", "--force", into.toString(), commit));
    if (answer.exit() != 0) {
      throw new VariantException(
          "commit %s cannot be checked out; git said: %s".formatted(commit, answer.text().strip()));
    }
  }

  /// Takes such a folder away again, and no other: pruning would forget those of drives that are
  /// gone just now.
  void forget(Path checkedOut) throws VariantException {
    ask(List.of("worktree", "remove", "--force", checkedOut.toString()));
  }

  /// Hash and subject of the commits that one has and an older one lacks, newest first.
  List<String> between(String older, String newer) throws VariantException {
    var answer = ask(List.of("log", "--format=%h %s", older + ".." + newer, "--"));
    return answer.exit() == 0 ? answer.text().lines().toList() : List.of();
  }

  /// Whether a commit builds on another, or is it.
  boolean buildsOn(String older, String newer) throws VariantException {
    return ask(List.of("merge-base", "--is-ancestor", older, newer)).exit() == 0;
  }

  /// Hash, parents and subject, with tabs between them, of the commits between: those that one has
  /// and that build on the older; parents before their children.
  ///
  /// What was begun before the older one and merged since is not among them: such a commit lacks
  /// the older one's own work and would be held against a stranger. Its merge stands for it.
  List<String> lines(String older, String newer) throws VariantException {
    var answer =
        ask(
            List.of(
                "log",
                "--topo-order",
                "--ancestry-path",
                "--reverse",
                "--no-show-signature",
                "--format=%H%x09%P%x09%s",
                older + ".." + newer,
                "--"));
    if (answer.exit() != 0) {
      throw new VariantException(
          "git cannot list %s..%s; it said: %s".formatted(older, newer, answer.text().strip()));
    }
    return answer.text().lines().toList();
  }

  /// Tracked files whose path ends so, from the top of the checkout.
  List<String> ending(String path) throws VariantException {
    var answer = ask(List.of("ls-files", "--full-name", "--", ":(top)*" + path));
    return answer.exit() == 0 ? answer.text().lines().toList() : List.of();
  }

  private Answer ask(List<String> words) throws VariantException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(words);
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // Those of a hook that runs the gate would point at another checkout.
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), said);
    } catch (IOException absent) {
      throw new VariantException(
          "git cannot be run (%s): install it, or name a jar".formatted(absent.getMessage()),
          absent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new VariantException("interrupted while git ran", interrupted);
    }
  }
}
