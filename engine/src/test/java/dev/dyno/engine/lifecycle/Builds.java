package dev.dyno.engine.lifecycle;

import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import dev.dyno.engine.registry.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Builds for tests.
final class Builds {

  private Builds() {}

  /// As a parser leaves it: no two texts are one object, equal or not.
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
        new Platform(fresh("linux"), fresh("amd64"), java.util.Optional.empty()),
        IntStream.range(0, (files + 4) / 5)
            .mapToObj(i -> fresh("proto/service%02d/v1".formatted(i)))
            .toList(),
        IntStream.range(0, files)
            .mapToObj(i -> fresh("proto/service%02d/v1/message%d.proto".formatted(i / 5, i % 5)))
            .toList());
  }

  @SuppressWarnings("StringCopy")
  private static String fresh(String text) {
    return new String(text.toCharArray());
  }

  /// Builds of any texts, with few and many of everything.
  static Arbitrary<Build> any() {
    var text = Arbitraries.strings().ofMaxLength(40);
    var name = Arbitraries.of("app", "image", "a").flatMap(it -> text.map(more -> it + more));
    var list = text.list().ofMaxSize(40);
    var names = Combinators.combine(name, name, name, text, text, text).as(List::of);
    var account =
        text.map(it -> new Account(new Secret.Literal(it), new Secret.Variable("NAME" + it)));
    return Combinators.combine(
            names,
            Arbitraries.of(BuildEnvironment.class),
            Arbitraries.of(BuildType.class),
            Arbitraries.of(true, false),
            Arbitraries.maps(text, text.list().ofMaxSize(3)).ofMaxSize(5),
            Arbitraries.maps(text, account).ofMaxSize(3),
            Combinators.combine(list, list).as(List::of),
            Arbitraries.of("linux/amd64", "linux/arm64", "linux/arm/v7", "windows/amd64"))
        .as(
            (it, environment, type, verbose, custom, registries, sources, platform) ->
                new Build(
                    it.get(0),
                    environment,
                    it.get(1),
                    it.get(2),
                    it.get(3),
                    it.get(4),
                    it.get(5),
                    type,
                    verbose,
                    custom,
                    registries,
                    Platform.parse(platform),
                    sources.get(0),
                    sources.get(1)));
  }
}
