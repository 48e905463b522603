package dev.dyno.bench.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedTest {

  @TempDir private Path folder;

  @Test
  void a_variant_is_code_a_jdk_flags_and_properties_in_any_order() throws Exception {
    var named = Named.of("-Xmx1g,main,-Dcache=off,jdk:/opt/jdk,-XX:+UseSerialGC", folder);

    assertThat(named.code()).contains(new Named.Code.Ref("main"));
    assertThat(named.jdk()).contains(Path.of("/opt/jdk"));
    assertThat(named.flags()).containsExactly("-Xmx1g", "-Dcache=off", "-XX:+UseSerialGC");
  }

  @Test
  void flags_alone_are_of_the_other_sides_code() throws Exception {
    var named = Named.of("-XX:+UseSerialGC", folder);

    assertThat(named.code()).isEmpty();
    assertThat(named.jdk()).isEmpty();
    assertThat(named.flags()).containsExactly("-XX:+UseSerialGC");
  }

  @Test
  void a_comma_behind_a_backslash_is_part_of_what_is_written() throws Exception {
    Files.createFile(folder.resolve("a,b.jar"));

    assertThat(Named.of("main, -Dhosts=a\\,b", folder).flags()).containsExactly("-Dhosts=a,b");
    assertThat(Named.of("a\\,b.jar", folder).code())
        .isEqualTo(Optional.of(new Named.Code.Jar(folder.resolve("a,b.jar"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ea",
        "-ea:dev.dyno...",
        "-Xint",
        "-XX:-DoEscapeAnalysis",
        "-Dempty=",
        "-javaagent:agent.jar",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-preview",
        "--sun-misc-unsafe-memory-access=allow"
      })
  void what_a_fork_can_be_given_is_a_flag(String flag) throws Exception {
    assertThat(Named.of(flag, folder).flags()).containsExactly(flag);
  }

  /// They would choose what runs, or want their value behind a blank.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        "-D",
        "-X",
        "-cp",
        "-jar",
        "-version",
        "--module-path=x",
        "--help",
        "-Dquoted=\"x\""
      })
  void what_a_fork_cannot_be_given_is_refused_with_its_name(String flag) {
    assertThatThrownBy(() -> Named.of("main," + flag, folder))
        .isInstanceOf(VariantException.class)
        .hasMessageContaining("'main,%s': '%s' is no flag".formatted(flag, flag));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "main,", "main,other", "jdk:/a,jdk:/b", ",-Xint"})
  void what_is_unclear_says_where(String text) {
    assertThatThrownBy(() -> Named.of(text, folder))
        .isInstanceOf(VariantException.class)
        .hasMessageContaining("is unclear at");
  }
}
