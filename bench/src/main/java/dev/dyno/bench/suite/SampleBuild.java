package dev.dyno.bench.suite;

import dev.dyno.engine.lifecycle.Build;
import dev.dyno.engine.lifecycle.BuildEnvironment;
import dev.dyno.engine.lifecycle.BuildType;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import dev.dyno.engine.registry.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A build of a Go service with protobuf sources, five files in each folder.
final class SampleBuild {

  private SampleBuild() {}

  /// As a parser of YAML leaves it: no two texts are one object, equal or not.
  static Build parsed(int files) {
    return new Build(
        fresh("payments"),
        BuildEnvironment.PRODUCTION,
        fresh("payments"),
        fresh("0f3c2a9b"),
        fresh("payments"),
        fresh("/src/main.go"),
        fresh("."),
        BuildType.GO,
        true,
        Map.of(fresh("tags"), List.of(fresh("netgo"), fresh("osusergo"))),
        Map.of(
            fresh("registry.example:5000"),
            new Account(
                new Secret.Variable(fresh("USER")), new Secret.Variable(fresh("PASSWORD")))),
        Platform.parse(fresh("linux/amd64")),
        IntStream.range(0, (files + 4) / 5).mapToObj(SampleBuild::folder).toList(),
        files(files));
  }

  /// The paths of the sources alone.
  static List<String> files(int files) {
    return IntStream.range(0, files)
        .mapToObj(i -> folder(i / 5) + "/message%d.proto".formatted(i % 5))
        .toList();
  }

  private static String folder(int number) {
    return "proto/service%02d/v1".formatted(number);
  }

  @SuppressWarnings("StringCopy")
  private static String fresh(String text) {
    return new String(text.toCharArray());
  }
}
