package dev.dyno.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.BuildSpec;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BaseImagesTest {

  @Test
  void each_stage_tells_what_it_starts_from_unless_an_argument_does() {
    assertThat(
            bases(
                """
                ARG VERSION=1
                FROM --platform=linux/amd64 tool:1 AS made
                RUN echo FROM nowhere:1
                from registry.test:5000/team/base:2
                FROM base:$VERSION
                """))
        .containsExactly(
            ImageReference.parse("tool:1"), ImageReference.parse("registry.test:5000/team/base:2"));
  }

  @Test
  void a_file_that_is_gone_tells_nothing() {
    var spec = BuildSpec.of(ImageReference.parse("made:1"));

    assertThat(BaseImages.of(new Action.Build(spec, Path.of("absent"), false))).isEmpty();
  }

  private static Set<ImageReference> bases(String steps) {
    var spec =
        BuildSpec.of(ImageReference.parse("made:1"))
            .withDockerfile(new BuildSpec.Dockerfile.Text(steps));
    return BaseImages.of(new Action.Build(spec, Path.of("."), false));
  }
}
