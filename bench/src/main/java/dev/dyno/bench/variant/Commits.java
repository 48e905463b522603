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
}
