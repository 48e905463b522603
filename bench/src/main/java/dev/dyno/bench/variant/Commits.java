package dev.dyno.bench.variant;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The commits of a project, as far as git can be asked: outside a checkout, or without git, there
/// are none.
///
/// @param folder of the project
public record Commits(Path folder) {

  /// What is checked out.
  public Optional<String> head() {
    return named("HEAD");
  }

  /// The full hash of a ref or hash, if git knows it here.
  public Optional<String> named(String ref) {
    try {
      return new Git(folder).commit(ref);
    } catch (VariantException noGit) {
      return Optional.empty();
    }
  }

  /// Hash and subject of those that a commit has and an older one lacks, newest first.
  public List<String> since(String older, String newer) {
    try {
      return new Git(folder).between(older, newer);
    } catch (VariantException noGit) {
      return List.of();
    }
  }

  /// One of them.
  ///
  /// @param parents full hashes
  public record Listed(String hash, List<String> parents, String subject) {
    public Listed {
      parents = List.copyOf(parents);
    }
  }

  /// All that a commit has and an older one lacks, parents before their children.
  ///
  /// @throws VariantException when git cannot be asked, or the one does not build on the other
  public List<Listed> between(String older, String newer) throws VariantException {
    var git = new Git(folder);
    git.top();
    if (!git.buildsOn(older, newer)) {
      throw new VariantException(
          "%s does not build on %s: name a good commit that is an ancestor of the bad one (git merge-base %2$s %1$s)"
              .formatted(newer, older));
    }
    return git.lines(older, newer).stream()
        .map(line -> line.split("\t", 3))
        .filter(it -> it.length == 3) // git's warnings are among the lines
        .map(
            it ->
                new Listed(
                    it[0], it[1].isEmpty() ? List.of() : List.of(it[1].split(" ", -1)), it[2]))
        .toList();
  }
}
