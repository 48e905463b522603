package dev.dyno.engine.toggle;

import static dev.dyno.engine.toggle.Optimization.AUTH_CACHE;
import static dev.dyno.engine.toggle.Optimization.BUFFERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutTest {

  private static final int BUILDS = 100_000;

  @ParameterizedTest
  @ValueSource(strings = {"0.5%", "1%", "25%", "50%", "99%"})
  void a_share_of_many_builds_is_that_share(String share) {
    double wanted = Double.parseDouble(share.replace("%", "")) / 100;

    for (IntFunction<String> id : ids()) {
      assertThat(taken("auth-cache=" + share, id).size() / (double) BUILDS)
          .isCloseTo(wanted, within(0.005));
    }
  }

  /// Numbers in a row, hashes, and random ones: a weak hash would favour one of them.
  private static Set<IntFunction<String>> ids() {
    return Set.of(
        i -> "build-" + i,
        i -> "team/app@%07x".formatted(i),
        i -> new UUID(i * 0x9E3779B97F4A7C15L, i).toString());
  }

  @Test
  void a_growing_share_only_adds_builds() {
    var before = Set.<String>of();
    for (int percent = 5; percent <= 100; percent += 5) {
      var now = taken("auth-cache=" + percent + "%", i -> "build-" + i);
      assertThat(now.containsAll(before)).isTrue();
      assertThat(now.size()).isGreaterThan(before.size());
      before = now;
    }
    assertThat(before).hasSize(BUILDS);
  }

  @Test
  void shares_of_two_toggles_are_drawn_apart() {
    var rollout = Rollout.parse("auth-cache=50%,buffers=50%");
    long both =
        IntStream.range(0, BUILDS)
            .mapToObj(i -> rollout.forBuild("build-" + i))
            .filter(toggles -> toggles.has(AUTH_CACHE) && toggles.has(BUFFERS))
            .count();

    assertThat(both / (double) BUILDS).isCloseTo(0.25, within(0.005));
  }

  /// Worked out by hand: `printf auth-cache:build-1 | sha256sum`, first 16 digits, modulo 10,000. A
  /// change of the hash would move builds in the middle of a rollout.
  @ParameterizedTest
  @CsvSource({"build-1, 4772", "build-2, 9175", "release/ü, 9486"})
  void the_same_build_has_the_same_place_in_every_process_and_version(String build, int place) {
    assertThat(rolledOut(place, build)).isFalse();
    assertThat(rolledOut(place + 1, build)).isTrue();
  }

  private static boolean rolledOut(int hundredths, String build) {
    return Rollout.parse("auth-cache=" + new Share(hundredths)).forBuild(build).has(AUTH_CACHE);
  }

  @Property
  void the_same_build_always_gets_the_same_answer(
      @ForAll @NotBlank String build, @ForAll @IntRange(max = 100) int percent) {
    var text = "auth-cache=" + percent + "%,buffers";

    assertThat(Rollout.parse(text).forBuild(build)).isEqualTo(Rollout.parse(text).forBuild(build));
    assertThat(Rollout.parse(text).forBuild(build).has(BUFFERS)).isTrue();
  }

  @Property
  void what_is_printed_can_be_read_again(@ForAll("texts") String text) {
    var rollout = Rollout.parse(text);

    assertThat(Rollout.parse(rollout.toString()))
        .isEqualTo(rollout)
        .hasSameHashCodeAs(rollout)
        .hasToString(rollout.toString());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "none",
            "all",
            "proven",
            "buffers",
            "-buffers",
            "auth-cache=25%",
            "auth-cache=0.5%",
            "auth-cache=0%",
            "buffers=100%",
            "-auth-cache",
            " worker-pool ",
            "buffers=12.25%")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(words -> String.join(",", words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth-cache=25%               | auth-cache=25%",
        "auth-cache=025.50%           | auth-cache=25.5%",
        "auth-cache=25%,auth-cache    | auth-cache",
        "auth-cache,auth-cache=25%    | auth-cache=25%",
        "auth-cache=25%,-auth-cache   | none",
        "auth-cache=0%                | none",
        "all,none,buffers=100%        | buffers",
      })
  void the_last_word_on_a_toggle_counts(String text, String means) {
    assertThat(Rollout.parse(text)).hasToString(means);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth-cache=           | share '' is not a percentage: write it like 25% or 0.5%",
        "auth-cache=25         | share '25' is not a percentage",
        "auth-cache=-1%        | share '-1%' is not a percentage",
        "auth-cache=0.125%     | share '0.125%' is not a percentage",
        "auth-cache=101%       | share 101% is not between 0% and 100%",
        "auth-cache=100.01%    | share 100.01% is not between 0% and 100%",
        "auth-cash=25%         | toggle 'auth-cash' is not known: choose from string-builders",
        "-auth-cache=25%       | toggle 'auth-cache=25%' is not known",
        "all=25%               | toggle 'all' is not known",
        "buffers,              | toggle '' is not known",
      })
  void what_cannot_be_read_is_named(String text, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rollout.parse(text))
        .withMessageContaining(said);
  }

  @Test
  void a_build_without_an_id_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rollout.parse("auth-cache=25%").forBuild(" "))
        .withMessageContaining("blank build id");
  }

  private static Set<String> taken(String text, IntFunction<String> id) {
    var rollout = Rollout.parse(text);
    var taken = new HashSet<String>();
    for (int i = 0; i < BUILDS; i++) {
      if (rollout.forBuild(id.apply(i)).has(AUTH_CACHE)) {
        taken.add(id.apply(i));
      }
    }
    return taken;
  }
}
