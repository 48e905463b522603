package dev.dyno.engine.toggle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dyno.engine.toggle.Evidence.Verdict;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is committed as proven, and what could not be.
class ProvenTest {

  @Test
  void every_toggle_of_the_committed_set_has_an_improvement_on_the_embedded_engine_behind_it() {
    var proven = Proven.committed();

    assertThat(proven.entries()).containsOnlyKeys(Optimization.values());
    assertThat(proven.set()).isNotEmpty();
    for (var optimization : proven.set()) {
      var evidence = proven.of(optimization).evidence();
      assertThat(evidence)
          .anySatisfy(
              each -> {
                assertThat(each.engine()).isEqualTo("embedded");
                assertThat(each.verdict()).isEqualTo(Verdict.Improved);
                assertThat(each.high()).isNegative();
              })
          .noneSatisfy(each -> assertThat(each.verdict()).isEqualTo(Verdict.Regressed));
    }
  }

  @Test
  void a_toggle_without_evidence_says_why_and_one_with_evidence_does_not() {
    Proven.committed()
        .entries()
        .forEach(
            (optimization, entry) -> {
              if (entry.evidence().isEmpty()) {
                assertThat(entry.note()).as(optimization.id()).contains("no evidence yet");
              }
            });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Proven.Entry("", List.of()))
        .withMessageContaining("neither evidence nor a note");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Proven.Entry(
                    "none", List.of(evidence("embedded", "A", -0.2, Verdict.Improved))))
        .withMessageContaining("evidence beside the note 'none'");
  }

  @Test
  void the_committed_file_is_written_as_the_writer_would() {
    var proven = Proven.committed();

    assertThat(ProvenFile.parse(ProvenFile.text(proven))).isEqualTo(proven);
  }

  @Test
  void an_improvement_elsewhere_proves_nothing_and_a_regression_anywhere_disproves() {
    var none = nothing();
    var improved =
        none.with(Optimization.BUFFERS, evidence("embedded", "A", -0.2, Verdict.Improved));

    assertThat(none.set()).isEmpty();
    assertThat(improved.set()).containsExactly(Optimization.BUFFERS);
    assertThat(
            none.with(Optimization.BUFFERS, evidence("docker", "A", -0.2, Verdict.Improved)).set())
        .isEmpty();
    assertThat(
            none.with(Optimization.BUFFERS, evidence("embedded", "A", -0.2, Verdict.Undecided))
                .set())
        .isEmpty();
    assertThat(
            improved
                .with(Optimization.BUFFERS, evidence("docker", "B", 0.2, Verdict.Regressed))
                .set())
        .isEmpty();
    assertThat(
            improved
                .with(Optimization.BUFFERS, evidence("embedded", "B", 0.001, Verdict.Equivalent))
                .set())
        .containsExactly(Optimization.BUFFERS);
  }

  @Test
  void a_later_measurement_of_the_same_question_takes_the_earlier_ones_place() {
    var first =
        nothing().with(Optimization.BUFFERS, evidence("embedded", "A", -0.2, Verdict.Improved));
    var again = evidence("embedded", "A", 0.2, Verdict.Regressed);

    assertThat(first.with(Optimization.BUFFERS, again).of(Optimization.BUFFERS))
        .isEqualTo(new Proven.Entry("", List.of(again)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"buffers\"            | \"bufers\"            | toggle 'bufers' is not known: choose from",
        "\"buffers\"            | \"auth-cache\"        | Duplicate field 'auth-cache'",
        "\"low\" : -0.3,        | \"\" : 0,             | Unrecognized field",
        "\"low\" : -0.3,        |                       | 'low' is missing",
        "\"low\" : -0.3,        | \"low\" : -1.5,       | is no estimate above -1",
        "\"low\" : -0.3,        | \"low\" : \"NaN\",    | is no estimate above -1",
        "\"high\" : -0.1        | \"high\" : 0.1        | Improved, yet its interval is [-0.3, 0.1]",
        "\"Improved\"           | \"Regressed\"         | Regressed, yet its interval is [-0.3, -0.1]",
        "\"Improved\"           | \"Proven\"            | \"Proven\"",
        "\"Improved\"           | null                  | 'verdict' is missing",
        "\"embedded\"           | \" \"                 | engine, benchmark, metric and profile",
        "\"2026-11-24\"         | \"yesterday\"         | 'yesterday' could not be parsed",
        "\"0123abc\"            | \"HEAD\"              | commit 'HEAD' is no hash",
        "dyno-proven/1          | dyno-proven/2         | schema 'dyno-proven/2' is not 'dyno-proven/1'",
      })
  void a_file_that_cannot_be_true_is_refused(String good, String bad, String said) {
    var text = ProvenFile.text(oneOfEach()).replace("\"high\" : -0.1,", "\"high\" : -0.1 ,");
    assertThat(ProvenFile.parse(text)).isEqualTo(oneOfEach());
    assertThat(text).contains(good);

    var broken = text.replace(good, bad == null ? "" : bad);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProvenFile.parse(broken))
        .withMessageContaining(said)
        .withMessageStartingWith("proven.json: ");
  }

  @Test
  void a_file_that_leaves_a_toggle_out_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Proven(
                    Map.of(Optimization.BUFFERS, new Proven.Entry("no evidence yet", List.of()))))
        .withMessageContaining("nothing is said of 'string-builders'");
  }

  @Test
  void what_is_no_json_is_refused() {
    for (var text : new String[] {"", "null", "{", "[]", "{\"schema\":\"dyno-proven/1\"}"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> ProvenFile.parse(text));
    }
  }

  private static Proven oneOfEach() {
    return nothing()
        .with(
            Optimization.BUFFERS,
            new Evidence(
                "embedded",
                "A.a",
                new TreeMap<>(Map.of("tree", "small")),
                "B/op",
                -0.2,
                -0.3,
                -0.1,
                Verdict.Improved,
                "smoke",
                LocalDate.of(2026, 11, 24),
                Optional.of("0123abc")));
  }

  private static Evidence evidence(
      String engine, String benchmark, double effect, Verdict verdict) {
    return new Evidence(
        engine,
        benchmark,
        new TreeMap<>(),
        "time/op",
        effect,
        effect - 0.0005,
        effect + 0.0005,
        verdict,
        "smoke",
        LocalDate.of(2026, 11, 24),
        Optional.empty());
  }

  private static Proven nothing() {
    return new Proven(
        Arrays.stream(Optimization.values())
            .collect(
                Collectors.toMap(
                    each -> each,
                    _ -> new Proven.Entry("no evidence yet", List.of()),
                    (one, _) -> one,
                    () -> new EnumMap<>(Optimization.class))));
  }
}
