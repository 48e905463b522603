package dev.dyno.engine.registry;

import static dev.dyno.engine.toggle.Optimization.PRECOMPILED_PATTERNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/// Both sides of `precompiled-patterns` under one contract, and against each other.
class ReferenceParserTest {

  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
  private static final ReferenceParser OFF = ReferenceParser.chosenBy(Toggles.none());
  private static final ReferenceParser ON =
      ReferenceParser.chosenBy(Toggles.parse("precompiled-patterns"));

  /// What a parser makes of a text. Anything else that it throws fails the test.
  private sealed interface Outcome {
    record Read(ImageReference reference) implements Outcome {}

    record Refused(String message) implements Outcome {}

    static Outcome of(ReferenceParser parser, String text) {
      try {
        return new Read(parser.parse(text));
      } catch (IllegalArgumentException refused) {
        return new Refused(String.valueOf(refused.getMessage()));
      }
    }
  }

  @Test
  void the_sides_are_two_implementations() {
    assertThat(OFF).isInstanceOf(PatternsEachTime.class);
    assertThat(ON).isInstanceOf(PatternsOnce.class);
  }

  /// Trap: engine-ci takes `5000` for the tag of the first, and loses the tag of the second.
  @EveryToggle(PRECOMPILED_PATTERNS)
  void a_port_is_no_tag(Toggles toggles) {
    var parser = ReferenceParser.chosenBy(toggles);

    assertThat(parser.parse("localhost:5000/x"))
        .isEqualTo(reference("localhost:5000", "x", "latest"));
    assertThat(parser.parse("host:5000/app:tag")).isEqualTo(reference("host:5000", "app", "tag"));
    assertThat(parser.parse("[::1]:5000/a/b:1")).isEqualTo(reference("[::1]:5000", "a/b", "1"));
    assertThat(parser.parse("localhost/x")).isEqualTo(reference("localhost", "x", "latest"));
  }

  @EveryToggle(PRECOMPILED_PATTERNS)
  void defaults_are_docker_io_and_latest(Toggles toggles) {
    var parser = ReferenceParser.chosenBy(toggles);

    assertThat(parser.parse("alpine")).isEqualTo(reference("docker.io", "alpine", "latest"));
    assertThat(parser.parse("team/app:1")).isEqualTo(reference("docker.io", "team/app", "1"));
    assertThat(parser.parse("app@" + DIGEST).tag()).isEmpty();
    assertThat(parser.parse("a.b/app:1@" + DIGEST)).hasToString("a.b/app:1@" + DIGEST);
  }

  @EveryToggle(PRECOMPILED_PATTERNS)
  void what_is_no_reference_is_refused_with_the_part_and_a_way_out(Toggles toggles) {
    var parser = ReferenceParser.chosenBy(toggles);

    refuses(parser, "", "'' is not a valid repository path; use lower-case letters");
    refuses(parser, "UPPER", "'UPPER' is not a valid repository path");
    refuses(parser, "a:", "'' is not a valid tag; use up to 128 letters");
    refuses(parser, "a:b:c", "'b:c' is not a valid tag");
    refuses(
        parser, "-host.x/a", "'-host.x' is not a valid registry; write it as host or host:port");
    refuses(parser, "a@", "'' is not a digest; write it as sha256:<64 hexadecimal digits>");
    refuses(parser, "a@md5:0", "digest algorithm 'md5' is unknown; use sha256 or sha512");
    refuses(parser, "a@sha256:12", "64 lower-case hexadecimal digits, not '12'");
    refuses(parser, "a".repeat(300), "310 characters long; at most 255 are allowed");
  }

  /// Trap: a pattern that recurses over each character ends in a StackOverflowError.
  @EveryToggle(PRECOMPILED_PATTERNS)
  void a_megabyte_of_anything_is_refused_in_a_few_words(Toggles toggles) {
    var parser = ReferenceParser.chosenBy(toggles);
    var pieces = List.of("a", "/", ":", "@", ".", "a/", "a.", "a-", "a:", "\n", "\uD83D\uDE00");
    for (var piece : pieces) {
      var long_ = piece.repeat(1_000_000 / piece.length());
      for (var text : List.of(long_, "x:" + long_, "x@" + long_, "h.x/" + long_, long_ + "/x")) {
        assertThat(Outcome.of(parser, text))
            .isInstanceOfSatisfying(
                Outcome.Refused.class,
                refused -> assertThat(refused.message()).hasSizeLessThan(800));
      }
    }
  }

  /// A line break in a name must not begin a new line of a log.
  @EveryToggle(PRECOMPILED_PATTERNS)
  void a_message_shows_control_characters_escaped(Toggles toggles) {
    refuses(
        ReferenceParser.chosenBy(toggles),
        "app:1\n2026-01-01 ERROR forged\u001b[31m",
        "'1\\u000a2026-01-01 ERROR forged\\u001b[31m' is not a valid tag");
  }

  @Property(tries = 20_000)
  void both_sides_agree_on_every_text(@ForAll("nearReferences") String text) {
    var off = Outcome.of(OFF, text);

    // All of it refused, or none, would prove nothing.
    Statistics.label("outcome")
        .collect(off.getClass().getSimpleName())
        .coverage(
            coverage -> {
              coverage.check("Read").percentage(share -> share > 5);
              coverage.check("Refused").percentage(share -> share > 5);
            });
    assertThat(Outcome.of(ON, text)).isEqualTo(off);
    if (off instanceof Outcome.Refused(var message)) {
      assertThat(message).isNotBlank().hasSizeLessThan(800);
      assertThat(message.chars()).noneMatch(Character::isISOControl);
    }
  }

  @Property
  void both_sides_agree_on_any_unicode(@ForAll String text) {
    assertThat(Outcome.of(ON, text)).isEqualTo(Outcome.of(OFF, text));
  }

  /// References whose pieces are shuffled, doubled and lost.
  @Provide
  Arbitrary<String> nearReferences() {
    return Arbitraries.of(
            "a",
            "app",
            "UP",
            "library",
            "localhost",
            "docker.io",
            "index.docker.io",
            "x.test",
            "[::1]",
            "5000",
            "99999",
            "latest",
            "V1.0",
            "..",
            "__",
            "--",
            "/",
            "/",
            ":",
            ":",
            "@",
            DIGEST,
            "sha256",
            "0".repeat(64),
            "\n",
            "\u2028",
            " ",
            "\u0000",
            "ä",
            "\uD83D",
            "%",
            "\\",
            "a".repeat(130))
        .list()
        .ofMaxSize(9)
        .map(pieces -> String.join("", pieces));
  }

  private static void refuses(ReferenceParser parser, String text, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parser.parse(text))
        .withMessageContaining(said);
  }

  private static ImageReference reference(String registry, String path, String tag) {
    return new ImageReference(registry, path, Optional.of(tag), Optional.empty());
  }
}
