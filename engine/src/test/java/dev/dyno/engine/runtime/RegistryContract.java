package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The way of images from and to a registry. A real dockerd decides what is right.
interface RegistryContract extends OnDaemon {

  @Test
  default void an_image_travels_to_a_registry_and_back() throws Exception {
    try (var registry = EmbeddedRegistry.start(0, folder().resolve("registry"))) {
      var name = ImageReference.parse(registry.host() + "/team/app:1");
      runtime().tag(ShellImage.NAME, name, soon());
      var layers = runtime().inspect(name, soon()).layers();

      runtime().push(name, Optional.empty(), soon());
      runtime().remove(name, soon());
      runtime().pull(name, Platform.host(), Optional.empty(), soon());
      runtime().pull(name, Platform.host(), Optional.empty(), soon());

      var seen = runtime().inspect(name, soon());
      assertThat(seen.layers()).isEqualTo(layers);
      assertThat(seen.digests())
          .singleElement()
          .asString()
          .startsWith(registry.host() + "/team/app@sha256:");
      runtime().remove(name, soon());
    }
  }

  @Test
  default void an_error_inside_the_stream_of_a_push_is_an_error() throws Exception {
    var nowhere = ImageReference.parse("127.0.0.1:1/team/app:1");
    runtime().tag(ShellImage.NAME, nowhere, soon());

    assertThatExceptionOfType(RuntimeFailure.RegistryUnavailable.class)
        .isThrownBy(() -> runtime().push(nowhere, Optional.empty(), soon()))
        .withMessageContaining("push of 127.0.0.1:1/team/app:1")
        .withMessageContaining("refused");
    runtime().remove(nowhere, soon());
    notFound(() -> runtime().push(nowhere, Optional.empty(), soon()), "team/app");
  }

  @Test
  default void a_pull_of_what_no_registry_has_is_not_found() throws Exception {
    try (var registry = EmbeddedRegistry.start(0, folder().resolve("registry"))) {
      registry.seed(new SyntheticImage("there", "1", List.of(Platform.host()), 1, 10_000, 0.5, 1));
      var absent = ImageReference.parse(registry.host() + "/absent:1");
      var noTag = ImageReference.parse(registry.host() + "/there:2");

      notFound(() -> pull(absent), "absent");
      notFound(() -> pull(noTag), "there:2");
    }
  }

  private void pull(ImageReference image) throws RuntimeFailure {
    runtime().pull(image, Platform.host(), Optional.empty(), soon());
  }
}
