package dev.dyno.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "alpine, docker.io, alpine, latest",
    "docker.io/library/alpine:3, docker.io, alpine, 3",
    "team/app, docker.io, team/app, latest",
    "localhost/app, localhost, app, latest",
    "localhost:5000/x, localhost:5000, x, latest",
    "host:5000/app:tag, host:5000, app, tag",
    "[::1]:5000/app, [::1]:5000, app, latest",
    "ghcr.io/a/b__c/d-e:V1.0_x, ghcr.io, a/b__c/d-e, V1.0_x",
  })
  void tells_registry_path_and_tag_apart(String text, String registry, String path, String tag) {
    assertThat(ImageReference.parse(text))
        .isEqualTo(new ImageReference(registry, path, Optional.of(tag), Optional.empty()));
  }

  @Test
  void has_no_default_tag_beside_a_digest() {
    var reference = ImageReference.parse("app@" + DIGEST);

    assertThat(reference.tag()).isEmpty();
    assertThat(reference.digest()).contains(Digest.parse(DIGEST));
    assertThat(ImageReference.parse("app:1@" + DIGEST)).hasToString("docker.io/app:1@" + DIGEST);
  }

  @Test
  void official_images_have_a_short_name_and_a_long_path() {
    assertThat(ImageReference.parse("docker.io/library/alpine"))
        .isEqualTo(ImageReference.parse("alpine"));
    assertThat(ImageReference.parse("alpine").name()).isEqualTo("alpine");
    assertThat(ImageReference.parse("alpine").canonicalPath()).isEqualTo("library/alpine");
    assertThat(ImageReference.parse("a.b/alpine").canonicalPath()).isEqualTo("alpine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "UPPER",
        "a//b",
        "a:",
        ":tag",
        "a@",
        "a@sha256:12",
        "a b",
        "x/../y",
        "a.b/",
        "a:b:c"
      })
  void refuses_what_is_no_reference(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ImageReference.parse(text));
  }

  @Property
  void any_text_is_a_reference_or_an_illegal_argument(@ForAll String text) {
    var thrown = catchThrowable(() -> ImageReference.parse(text));

    assertThat(thrown == null || thrown instanceof IllegalArgumentException).isTrue();
  }

  @Property
  void printing_and_parsing_returns_the_same(@ForAll("references") String text) {
    var reference = ImageReference.parse(text);

    assertThat(ImageReference.parse(reference.toString())).isEqualTo(reference);
    assertThat(ImageReference.parse(reference.familiar())).isEqualTo(reference);
  }

  @Test
  void a_very_long_name_does_not_overflow_the_stack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageReference.parse("a".repeat(1_000_000)));
    assertThatCode(() -> ImageReference.parse("a".repeat(200))).doesNotThrowAnyException();
  }

  @Provide
  Arbitrary<String> references() {
    var registry =
        Arbitraries.of("", "localhost/", "localhost:5000/", "r.example/", "[::1]:1/", "docker.io/");
    var component = Arbitraries.of("a", "library", "b.c", "d__e", "f-g", "h0");
    var path = component.list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join("/", parts));
    var tag = Arbitraries.of("", ":1", ":latest", ":V_1.2-x");
    var digest = Arbitraries.of("", "@" + DIGEST);
    return Combinators.combine(registry, path, tag, digest).as((r, p, t, d) -> r + p + t + d);
  }
}
