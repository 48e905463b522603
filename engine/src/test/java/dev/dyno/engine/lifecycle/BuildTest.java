package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.COMPACT_LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import dev.dyno.engine.registry.Secret;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// A build, and both sides of `compact-layout` under one contract.
class BuildTest {

  @EveryToggle(COMPACT_LAYOUT)
  void the_flags_stand_in_the_order_that_scripts_know(Toggles toggles) {
    var build = BuildLayout.chosenBy(toggles).keep(Builds.parsed(2));

    assertThat(build.asFlags())
        .containsExactly(
            "--app",
            "payments",
            "--env",
            "production",
            "--image",
            "payments",
            "--tag",
            "0f3c2a9b",
            "--repo",
            "payments",
            "--file",
            "/src/main.go",
            "--folder",
            ".",
            "--type",
            "Go",
            "--verbose",
            "--protobuf-packages",
            "proto/service00/v1",
            "--protobuf-files",
            "proto/service00/v1/message0.proto",
            "--protobuf-files",
            "proto/service00/v1/message1.proto");
    assertThat(build.imageUri()).isEqualTo("payments:0f3c2a9b");
    assertThat(build).hasToString("payments as payments:0f3c2a9b (Go, production)");
  }

  @EveryToggle(COMPACT_LAYOUT)
  void a_kept_build_does_not_change_with_what_it_was_made_of(Toggles toggles) {
    var custom = new HashMap<>(Map.of("k", new ArrayList<>(List.of("v"))));
    var files = new ArrayList<>(List.of("a/b.proto"));
    var plain = Build.of("app", BuildType.MAVEN);
    var build =
        BuildLayout.chosenBy(toggles)
            .keep(
                new Build(
                    "app",
                    BuildEnvironment.LOCAL,
                    "app",
                    "1",
                    "app",
                    "",
                    ".",
                    BuildType.PYTHON,
                    false,
                    Map.copyOf(custom),
                    Map.of(),
                    plain.platform(),
                    List.of(),
                    files));

    files.add("more");
    custom.getOrDefault("k", new ArrayList<>()).add("more");

    assertThat(build.sourceFiles()).containsExactly("a/b.proto");
    assertThat(build.custom()).containsExactly(Map.entry("k", List.of("v")));
    assertThatThrownBy(() -> build.sourceFiles().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> build.asFlags().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> build.custom().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> build.sourceFiles().get(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @EveryToggle(COMPACT_LAYOUT)
  void no_text_of_a_build_shows_a_secret(Toggles toggles) {
    var account = new Account(new Secret.Literal("topsecret"), new Secret.Literal("topsecret"));
    var build =
        BuildLayout.chosenBy(toggles)
            .keep(
                new Build(
                    "app",
                    BuildEnvironment.LOCAL,
                    "app",
                    "1",
                    "app",
                    "",
                    ".",
                    BuildType.PYTHON,
                    false,
                    Map.of("TOKEN", List.of("topsecret")),
                    Map.of("r.test", account),
                    Platform.host(),
                    List.of(),
                    List.of()));

    assertThat(build.toString()).doesNotContain("topsecret");
    assertThat(build.summary()).doesNotContain("topsecret");
    assertThat(String.join(" ", build.asFlags())).doesNotContain("topsecret");
    assertThat(build.registries().get("r.test")).isEqualTo(account);
  }

  @Property
  void both_layouts_tell_the_same(@ForAll("builds") Build build) {
    var plain = BuildLayout.chosenBy(Toggles.none()).keep(build);
    var packed = BuildLayout.chosenBy(Toggles.parse("compact-layout")).keep(build);

    assertThat(plain).isSameAs(build);
    assertThat(packed).isInstanceOf(PackedBuild.class);
    assertThat(readOff(packed)).isEqualTo(build).isEqualTo(readOff(plain));
    assertThat(packed.asFlags()).isEqualTo(plain.asFlags());
    assertThat(packed.imageUri()).isEqualTo(plain.imageUri());
    assertThat(packed).hasToString(plain.toString());
  }

  @Property
  void builds_are_equal_on_both_sides_when_all_that_they_tell_is(
      @ForAll("builds") Build one, @ForAll("builds") Build other) {
    for (var toggles : List.of(Toggles.none(), Toggles.parse("compact-layout"))) {
      var layout = BuildLayout.chosenBy(toggles);
      assertThat(layout.keep(one))
          .isEqualTo(layout.keep(readOff(one)))
          .hasSameHashCodeAs(layout.keep(readOff(one)));
      assertThat(layout.keep(one).equals(layout.keep(other))).isEqualTo(one.equals(other));
    }
  }

  /// Each on its own: two random builds would differ in all of them at once.
  @EveryToggle(COMPACT_LAYOUT)
  void a_difference_in_one_thing_is_a_difference(Toggles toggles) {
    var layout = BuildLayout.chosenBy(toggles);
    var kept = new ArrayList<BuildView>();
    var base = Build.of("app", BuildType.GO);
    kept.add(layout.keep(base));
    for (var type : List.of(BuildType.MAVEN, BuildType.PYTHON, BuildType.GENERIC)) {
      kept.add(layout.keep(Build.of("app", type)));
    }
    kept.add(layout.keep(base.withSources(List.of("a"), List.of())));
    kept.add(layout.keep(base.withSources(List.of(), List.of("a"))));
    kept.add(layout.keep(base.withSources(List.of(), List.of("a", "a"))));
    kept.add(layout.keep(Build.of("other", BuildType.GO)));

    assertThat(kept).doesNotHaveDuplicates();
    assertThat(kept.stream().map(BuildView::type).distinct()).hasSize(4);
  }

  @Test
  void a_name_that_is_blank_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Build.of(" ", BuildType.GO))
        .withMessage("the app of a build is blank: name it");
  }

  @Test
  void words_are_read_as_they_are_written() {
    for (var type : BuildType.values()) {
      assertThat(BuildType.named(type.word())).isEqualTo(type);
    }
    for (var environment : BuildEnvironment.values()) {
      assertThat(BuildEnvironment.named(environment.word())).isEqualTo(environment);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BuildType.named("Rust"))
        .withMessage("build type 'Rust' is not known: choose from Go, Maven, Python, Generic");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BuildEnvironment.named("prod"))
        .withMessage("environment 'prod' is not known: choose from local, build, production");
  }

  @Provide
  Arbitrary<Build> builds() {
    return Builds.any();
  }

  private static Build readOff(BuildView view) {
    return new Build(
        view.app(),
        view.environment(),
        view.image(),
        view.tag(),
        view.repository(),
        view.file(),
        view.folder(),
        view.type(),
        view.verbose(),
        view.custom(),
        view.registries(),
        view.platform(),
        view.sourcePackages(),
        view.sourceFiles());
  }
}
