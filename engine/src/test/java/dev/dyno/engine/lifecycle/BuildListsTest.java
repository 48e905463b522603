package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.PRESIZED_COLLECTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Both sides of `presized-collections` under one contract.
class BuildListsTest {

  private static final BuildLists OFF = BuildLists.chosenBy(Toggles.none());
  private static final BuildLists ON = BuildLists.chosenBy(Toggles.parse("presized-collections"));

  @EveryToggle(PRESIZED_COLLECTIONS)
  void the_flags_are_those_of_the_build(Toggles toggles) {
    var lists = BuildLists.chosenBy(toggles);
    for (int files : new int[] {0, 1, 20, 1000}) {
      var build = Builds.parsed(files);
      assertThat(lists.flags(build)).isEqualTo(build.asFlags()).hasSize(Flags.count(build));
      assertThat(lists.flags(build).size())
          .isEqualTo(17 + 2 * (build.sourcePackages().size() + files));
    }
    assertThat(lists.flags(Build.of("app", BuildType.GO))).hasSize(16).doesNotContain("--verbose");
  }

  @EveryToggle(PRESIZED_COLLECTIONS)
  void a_package_is_a_folder_named_once_in_the_order_of_its_first_file(Toggles toggles) {
    var lists = BuildLists.chosenBy(toggles);

    assertThat(lists.packages(List.of("b/x.proto", "a/c/y.proto", "b/z.proto", "top.proto", "/r")))
        .containsExactly("b", "a/c", ".", "/");
    assertThat(lists.packages(List.of())).isEmpty();
  }

  @EveryToggle(PRESIZED_COLLECTIONS)
  void the_lists_cannot_be_changed(Toggles toggles) {
    var lists = BuildLists.chosenBy(toggles);

    assertThatThrownBy(() -> lists.flags(Build.of("app", BuildType.GO)).add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> lists.packages(List.of("a/b")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Property
  void both_sides_give_the_same_flags_of_any_build(@ForAll("builds") Build build) {
    assertThat(ON.flags(build)).isEqualTo(OFF.flags(build)).hasSize(Flags.count(build));
  }

  @Property
  void both_sides_give_the_same_packages_of_any_files(@ForAll("files") List<String> files) {
    assertThat(ON.packages(files)).isEqualTo(OFF.packages(files)).doesNotHaveDuplicates();
  }

  @Provide
  Arbitrary<Build> builds() {
    return Builds.any();
  }

  @Provide
  Arbitrary<List<String>> files() {
    return Arbitraries.of("a", "b", "c.proto", "/", "//", "ä", "")
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("/", parts))
        .list()
        .ofMaxSize(60);
  }
}
