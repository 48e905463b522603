package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.runtime.BuildSpec.Dockerfile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Images: built, named, looked at and removed. A real dockerd decides what is right.
interface ImageContract extends OnDaemon {

  ImageReference BUILT = ImageReference.parse("built/image:1");

  private InputStream context() throws IOException {
    return ShellImage.archives().open(folder());
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder().resolve(name), content);
  }

  @Test
  default void a_build_makes_what_its_steps_say() throws Exception {
    write("a.txt", "a\n");
    write(
        "Other",
        """
        FROM scratch
        ARG GREETING=none
        ENV SAID=$GREETING
        COPY a.txt /a.txt
        ENTRYPOINT ["/bin/sh"]
        CMD ["-c", "true"]
        """);
    var spec =
        BuildSpec.of(BUILT)
            .withDockerfile(new Dockerfile.InContext("Other"))
            .withArguments(Map.of("GREETING", "hello"))
            .withLabels(Map.of("team", "engine"));

    var id = runtime().build(spec, context(), soon());

    var seen = runtime().inspect(BUILT, soon());
    assertThat(seen.id()).contains(id.replace("sha256:", ""));
    assertThat(seen.names()).containsExactly("built/image:1");
    assertThat(seen.environment()).contains("SAID=hello");
    assertThat(seen.labels()).containsEntry("team", "engine");
    assertThat(seen.entrypoint()).containsExactly("/bin/sh");
    assertThat(seen.command()).containsExactly("-c", "true");
    assertThat(seen.layers()).hasSize(1);
    assertThat(seen.size()).isPositive();
    assertThat(seen.platform()).isEqualTo(Platform.host());
  }

  @Test
  default void the_steps_of_a_build_may_come_apart_from_its_context() throws Exception {
    write("Dockerfile", "FROM nowhere.invalid/nothing:1\n");
    write("a.txt", "a\n");
    var steps = new Dockerfile.Text("FROM dyno-shell:1\nCOPY . /here\n");

    runtime().build(BuildSpec.of(BUILT).withDockerfile(steps), context(), soon());

    var id = runtime().create(ContainerSpec.of(BUILT).network("none").build(), soon());
    var out = folder().resolve("out");
    runtime().copyOut(id, "/here/a.txt", out, soon());
    assertThat(out).hasContent("a\n");
    runtime().copyOut(id, "/here/Dockerfile", out, soon());
    assertThat(out).hasContent("FROM nowhere.invalid/nothing:1\n");
  }

  @Test
  default void an_error_inside_the_stream_of_a_build_is_an_error() throws Exception {
    write("Dockerfile", "FROM scratch\nCOPY absent.txt /\n");

    assertThatExceptionOfType(RuntimeFailure.Failed.class)
        .isThrownBy(() -> runtime().build(BuildSpec.of(BUILT), context(), soon()))
        .withMessageContaining("build of docker.io/built/image:1")
        .withMessageContaining("absent.txt");
  }

  @Test
  default void a_dockerfile_that_is_none_is_a_plain_failure() throws Exception {
    write("Dockerfile", "FROM scratch\nFETCH it\n");

    assertThatExceptionOfType(RuntimeFailure.Failed.class)
        .isThrownBy(() -> runtime().build(BuildSpec.of(BUILT), context(), soon()))
        .withMessageContainingAll("build of docker.io/built/image:1", "FETCH");
  }

  @Test
  default void a_context_that_cannot_be_read_is_not_taken_for_a_daemon_that_is_away()
      throws Exception {
    write("Dockerfile", "FROM scratch\n");
    var closed = new AtomicInteger();
    var broken =
        new FilterInputStream(context()) {
          @Override
          public int read(byte[] into, int from, int count) throws IOException {
            throw new IOException("b.txt grew");
          }

          @Override
          public void close() throws IOException {
            closed.incrementAndGet();
            super.close();
          }
        };

    assertThatExceptionOfType(RuntimeFailure.Failed.class)
        .isThrownBy(() -> runtime().build(BuildSpec.of(BUILT), broken, soon()))
        .withMessageContaining("its context cannot be read: b.txt grew");
    assertThat(closed).hasPositiveValue();
  }

  @Test
  default void a_build_for_several_platforms_makes_an_image_for_each() throws Exception {
    write("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n");
    var platforms = List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
    var asked = new AtomicInteger();

    var built =
        runtime()
            .build(
                BuildSpec.of(BUILT),
                platforms,
                () -> {
                  asked.incrementAndGet();
                  return context();
                },
                soon());

    assertThat(built)
        .containsExactly(
            Map.entry(platforms.get(0), ImageReference.parse("built/image:1-linux-amd64")),
            Map.entry(platforms.get(1), ImageReference.parse("built/image:1-linux-arm64")));
    for (var each : built.entrySet()) {
      assertThat(runtime().platform(each.getValue(), soon())).isEqualTo(each.getKey());
    }
    assertThat(asked.get()).isBetween(2, 3);
  }

  @Test
  default void an_image_has_the_names_that_it_is_given_until_they_are_removed() throws Exception {
    var other = ImageReference.parse("127.0.0.1:5000/other/name:v2");
    runtime().tag(ShellImage.NAME, other, soon());

    assertThat(runtime().imageNames(soon())).contains("dyno-shell:1", other.familiar());
    assertThat(runtime().inspect(other, soon()).id())
        .isEqualTo(runtime().inspect(ShellImage.NAME, soon()).id());
    assertThat(runtime().images(soon()))
        .anySatisfy(
            image -> {
              assertThat(image.names()).contains("dyno-shell:1", other.familiar());
              assertThat(image.id()).startsWith("sha256:");
              assertThat(image.size()).isGreaterThan(1_000_000);
              assertThat(image.created()).isAfter("2020-01-01T00:00:00Z");
            });

    runtime().remove(other, soon());
    runtime().remove(other, soon());
    assertThat(runtime().imageNames(soon()))
        .contains("dyno-shell:1")
        .doesNotContain(other.familiar());
    notFound(() -> runtime().inspect(other, soon()), "other/name:v2");
    notFound(() -> runtime().tag(other, ShellImage.NAME, soon()), "other/name:v2");
  }
}
