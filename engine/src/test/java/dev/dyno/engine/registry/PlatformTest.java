package dev.dyno.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
  @ParameterizedTest
  @ValueSource(strings = {"linux/amd64", "linux/arm64/v8", "windows/amd64"})
  void prints_as_it_reads(String text) {
    assertThat(Platform.parse(text)).hasToString(text);
  }

  @Test
  void speaks_go_for_architectures() {
    assertThat(Platform.parse("linux/aarch64")).hasToString("linux/arm64");
    assertThat(Platform.parse("auto")).isEqualTo(Platform.host());
    assertThat(Platform.host().os()).isEqualTo("linux");
  }

  @Test
  void a_wish_without_variant_takes_any_variant_but_no_other_architecture() {
    var arm = Platform.parse("linux/arm64/v8");

    assertThat(Platform.parse("linux/arm64").accepts(arm)).isTrue();
    assertThat(arm.accepts(Platform.parse("linux/arm64"))).isFalse();
    assertThat(Platform.parse("linux/amd64").accepts(arm)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "linux/", "a/b/c/d", "Linux/amd64"})
  void refuses_what_is_no_platform(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Platform.parse(text));
  }
}
