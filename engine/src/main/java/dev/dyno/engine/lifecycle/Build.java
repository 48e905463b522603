package dev.dyno.engine.lifecycle;

import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One build, as its author writes it down.
///
/// @param app the application's name
/// @param environment for whom it is made
/// @param image the image's name, without a tag
/// @param tag the image's tag
/// @param repository where the image is pushed to
/// @param file the main source file; may be empty
/// @param folder the folder that is built
/// @param type what it is made of
/// @param verbose whether it says more
/// @param custom whatever else steps ask for, by key
/// @param registries accounts by registry, `host[:port]`
/// @param platform what the image runs on
/// @param sourcePackages folders of the source files
/// @param sourceFiles paths of the protobuf sources, with slashes
public record Build(
    String app,
    BuildEnvironment environment,
    String image,
    String tag,
    String repository,
    String file,
    String folder,
    BuildType type,
    boolean verbose,
    Map<String, List<String>> custom,
    Map<String, Account> registries,
    Platform platform,
    List<String> sourcePackages,
    List<String> sourceFiles)
    implements BuildView {

  /// Checks the names, and copies the collections.
  public Build {
    required("app", app);
    required("image", image);
    required("tag", tag);
    custom =
        custom.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> List.copyOf(it.getValue())));
    registries = Map.copyOf(registries);
    sourcePackages = List.copyOf(sourcePackages);
    sourceFiles = List.copyOf(sourceFiles);
  }

  /// A build with the usual rest: image and repository called like the app, tag `local`, folder
  /// `.`, environment `build`, this machine's platform, no sources.
  public static Build of(String app, BuildType type) {
    return new Build(
        app,
        BuildEnvironment.BUILD,
        app,
        "local",
        app,
        "",
        ".",
        type,
        false,
        Map.of(),
        Map.of(),
        Platform.host(),
        List.of(),
        List.of());
  }

  /// This build with other sources.
  ///
  /// @param packages of the files, see [BuildLists#packages]
  public Build withSources(List<String> packages, List<String> files) {
    return new Build(
        app,
        environment,
        image,
        tag,
        repository,
        file,
        folder,
        type,
        verbose,
        custom,
        registries,
        platform,
        packages,
        files);
  }

  /// [#summary].
  @Override
  public String toString() {
    return summary();
  }

  private static void required(String part, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("the %s of a build is blank: name it".formatted(part));
    }
  }
}
