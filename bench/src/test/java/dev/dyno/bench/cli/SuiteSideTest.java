package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.engine.toggle.Toggles;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteSideTest {

  private static final Path HERE = Path.of("");

  private static final MeasuredVariant SUITE =
      new MeasuredVariant(
          "suite", Jdk.running(), List.of(), List.of("-Xmx512m", "-XX:+UseG1GC"), new TreeMap<>());

  @ParameterizedTest
  @CsvSource({
    "'none', none",
    "'all,-buffers', 'all,-buffers'",
    "'-XX:+UseSerialGC', none",
    "' buffers , -Xss1m , streaming-tar ', 'buffers,streaming-tar'",
  })
  void what_is_no_flag_is_of_the_toggles(String text, String toggles) throws Exception {
    assertThat(SuiteSide.of(text, HERE).toggles()).isEqualTo(toggles);
  }

  @Test
  void a_collector_takes_the_place_of_the_suites_own_and_other_flags_stand_behind()
      throws Exception {
    var side = SuiteSide.of("buffers,-XX:+UseSerialGC,-Dhosts=a\\,b", HERE);

    var measured = side.of(SUITE);

    assertThat(measured.name()).isEqualTo("buffers,-XX:+UseSerialGC,-Dhosts=a\\,b");
    assertThat(measured.jvmArgs()).containsExactly("-Xmx512m", "-XX:+UseSerialGC", "-Dhosts=a,b");
    assertThat(measured.properties()).containsEntry("dyno.toggles", "buffers");
    assertThat(SuiteSide.of("-XX:+UseStringDeduplication", HERE).of(SUITE).jvmArgs())
        .contains("-XX:+UseG1GC");
  }

  @Test
  void toggles_alone_are_what_they_always_were() throws Exception {
    assertThat(SuiteSide.of("all", HERE).of(SUITE)).isEqualTo(PlanMaker.side(SUITE, "all"));
    assertThat(SuiteSide.of("none", HERE).of(SUITE).name()).isEqualTo(Toggles.none().toString());
  }

  @Test
  void another_jdk_runs_its_side() throws Exception {
    var home = Jdk.running().home();

    var side = SuiteSide.of("jdk:" + home, HERE);

    assertThat(side.of(SUITE).jdk().home()).isEqualTo(home);
    assertThatCode(() -> side.check(SUITE)).doesNotThrowAnyException();
  }

  @Test
  void what_cannot_start_is_told_before_anything_is_measured() throws Exception {
    var side = SuiteSide.of("none,-XX:+NoSuchFlag", HERE);

    assertThatThrownBy(() -> side.check(SUITE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'none,-XX:+NoSuchFlag'")
        .hasMessageContaining("Unrecognized VM option 'NoSuchFlag'")
        .hasMessageContaining("the suite needs JDK");
  }

  @ParameterizedTest
  @CsvSource({
    "'jdk:/nowhere', 'holds no bin/java'",
    "'jdk:/a,jdk:/b', 'is unclear at'",
    "'all,-Dx=\"', 'is no flag that a fork can be given'",
  })
  void what_is_no_side_is_told(String text, String why) {
    assertThatThrownBy(() -> SuiteSide.of(text, HERE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(why);
  }

  @Test
  void an_unknown_toggle_is_told() throws Exception {
    var side = SuiteSide.of("all,-bufers", HERE);

    assertThatThrownBy(() -> side.of(SUITE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("bufers");
  }
}
