package dev.dyno.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.FakeDaemon;
import dev.dyno.engine.toggle.Toggles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a build that was given up has left, as a daemon tells it that nobody else uses.
@Timeout(180)
class BelongingsTest {

  private static final String BASE = id('a');
  private static final String OTHER_BASE = id('b');
  private static final String LAYER = id('c');
  private static final String OTHER_LAYER = id('d');
  private static final String EARLIER_LAYER = id('e');

  @Test
  void the_first_layer_of_a_build_is_taken_away_though_the_build_never_told_of_it()
      throws Exception {
    assertThat(removed(Set.of(ImageReference.parse("base:1")))).containsExactly(LAYER);
  }

  @Test
  void without_a_build_upon_it_a_layer_is_another_ones() throws Exception {
    assertThat(removed(Set.of())).isEmpty();
  }

  /// @return ids of images that the daemon was told to remove, each once
  private static List<String> removed(Set<ImageReference> bases) throws Exception {
    try (var daemon = FakeDaemon.tcp(BelongingsTest::answer);
        var runtime = ContainerRuntime.at(daemon.endpoint().uri())) {
      var belongings =
          new Belongings(runtime, TimeoutPolicy.chosenBy(Toggles.none(), Patience.usual()));

      belongings.buildsUpon(bases);

      assertThat(belongings.takeAway(Deadline.after(Duration.ofSeconds(60)))).isEmpty();
      return daemon.requests().stream()
          .filter(request -> request.startsWith("DELETE "))
          .map(request -> request.replaceAll(".*/images/([^?]*).*", "$1").replace("%3A", ":"))
          .distinct()
          .toList();
    }
  }

  private static void answer(String request, FakeDaemon.Wire wire) throws Exception {
    if (request.startsWith("DELETE ")) {
      wire.plain("200 OK", "application/json", "[]");
    } else if (request.contains("/images/json")) {
      var now = Instant.now();
      wire.plain(
          "200 OK",
          "application/json",
          "[%s,%s,%s]"
              .formatted(
                  image(LAYER, BASE, now.plusSeconds(1)),
                  image(OTHER_LAYER, OTHER_BASE, now.plusSeconds(1)),
                  image(EARLIER_LAYER, BASE, now.minusSeconds(100))));
    } else {
      var asked = request.contains("base") ? BASE : request.replaceAll(".*/images/(.*)/json", "$1");
      wire.plain("200 OK", "application/json", "{\"Id\":\"%s\"}".formatted(asked));
    }
  }

  private static String image(String id, String parent, Instant created) {
    return """
        {"Id":"%s","ParentId":"%s","RepoTags":["<none>:<none>"],"Created":%d,"Size":1}"""
        .formatted(id, parent, created.getEpochSecond());
  }

  private static String id(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }
}
