package dev.dyno.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each arm of the small benchmarks passes the check that it makes before it is timed.
class SmallBenchmarksTest {

  @AfterEach
  void forgetToggles() {
    System.clearProperty(MeasuredEngine.TOGGLES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "string-builders",
        "presized-collections",
        "compact-layout",
        "precompiled-patterns",
        "all"
      })
  void every_arm_does_the_work_right_with_every_parameter(String toggles) {
    System.setProperty(MeasuredEngine.TOGGLES, toggles);
    for (var image : List.of("short", "long")) {
      for (var threads : List.of("platform", "virtual")) {
        var prefixes = new LogPrefixBenchmark();
        prefixes.image = image;
        prefixes.threads = threads;
        assertThatCode(prefixes::check).doesNotThrowAnyException();
      }
    }
    for (int sources : new int[] {0, 20, 200}) {
      var flags = new BuildFlagsBenchmark();
      flags.sources = sources;
      assertThatCode(flags::check).doesNotThrowAnyException();
    }
    for (var form : List.of("short", "long")) {
      var references = new ImageReferenceBenchmark();
      references.form = form;
      assertThatCode(references::check).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "string-builders",
        "presized-collections",
        "compact-layout",
        "precompiled-patterns"
      })
  void the_catalog_measures_the_toggle(String toggle) {
    var optimization = Toggles.parse(toggle).on().iterator().next();

    assertThat(Catalog.entries())
        .filteredOn(entry -> entry.toggle().equals(Optional.of(optimization)))
        .filteredOn(entry -> !entry.benchmark().startsWith(PipelineBenchmark.class.getName()))
        .isNotEmpty()
        .allSatisfy(
            entry ->
                assertThat(entry.target().isPresent())
                    .isEqualTo(optimization == Optimization.STRING_BUILDERS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void both_layouts_of_the_catalog_hold_the_same_content(int index) {
    var entry = LayoutCatalog.entries().get(index);

    assertThat(entry.plain().get()).isEqualTo(entry.plain().get()).isNotSameAs(entry.plain().get());
    assertThat(entry.packed().get()).isEqualTo(entry.packed().get());
    assertThat(entry.packed().get()).hasToString(entry.plain().get().toString());
    assertThat(Arrays.asList(entry.plain().get().getClass(), entry.packed().get().getClass()))
        .doesNotHaveDuplicates();
  }
}
