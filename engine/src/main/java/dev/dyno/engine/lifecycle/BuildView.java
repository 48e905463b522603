package dev.dyno.engine.lifecycle;

import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// What can be read off a build, however it is kept: see [BuildLayout].
///
/// Immutable; equal to another one of the same layout when all that can be read is equal.
public sealed interface BuildView permits Build, PackedBuild {

  /// The application's name.
  String app();

  /// For whom it is made.
  BuildEnvironment environment();

  /// The image's name, without a tag.
  String image();

  /// The image's tag.
  String tag();

  /// Where the image is pushed to.
  String repository();

  /// The main source file; may be empty.
  String file();

  /// The folder that is built.
  String folder();

  /// What it is made of.
  BuildType type();

  /// Whether it says more.
  boolean verbose();

  /// Whatever else steps ask for, by key.
  Map<String, List<String>> custom();

  /// Accounts by registry, `host[:port]`.
  Map<String, Account> registries();

  /// What the image runs on.
  Platform platform();

  /// Folders of [#sourceFiles], in their order.
  List<String> sourcePackages();

  /// Paths of the protobuf sources, with slashes.
  List<String> sourceFiles();

  /// The command line of this build: `--app`, `--env`, `--image`, `--tag`, `--repo`, `--file`,
  /// `--folder`, `--type`, each followed by its value, `--verbose` if so, then
  /// `--protobuf-packages` and `--protobuf-files` before each package and file.
  default List<String> asFlags() {
    var flags = new ArrayList<String>();
    Flags.add(this, flags);
    return Collections.unmodifiableList(flags);
  }

  /// `image:tag`.
  default String imageUri() {
    return image() + ":" + tag();
  }

  /// In a few words, for people. Leaves out what may be secret.
  default String summary() {
    return "%s as %s (%s, %s)".formatted(app(), imageUri(), type().word(), environment().word());
  }
}
