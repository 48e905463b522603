package dev.dyno.bench.bisect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a search comes to, in words and in its file.
class BisectFileTest {
  private static final Bracket BRACKET = SearchTest.line(4);

  @TempDir Path folder;

  @Test
  void one_suspect_is_found_and_the_errors_of_the_measured_steps_are_added_up() {
    var file =
        file(step(3, Answer.BAD, true), step(1, Answer.GOOD, true), step(2, Answer.BAD, false));

    assertThat(file.conclusion().kind()).isEqualTo(Conclusion.Kind.FOUND);
    assertThat(file.conclusion().suspects()).containsExactly(BRACKET.commits().get(2));
    assertThat(file.conclusion().wrongAtMost()).isCloseTo(0.05, within(1e-9));
    assertThat(file.exit()).isZero();
  }

  @Test
  void where_nobody_can_tell_it_is_a_range_and_not_one_commit() {
    var file =
        file(
            step(3, Answer.BAD, true),
            step(1, Answer.UNDECIDED, true),
            step(0, Answer.GOOD, true),
            step(2, Answer.BAD, true));

    assertThat(file.conclusion().kind()).isEqualTo(Conclusion.Kind.RANGE);
    assertThat(file.conclusion().suspects())
        .containsExactly(BRACKET.commits().get(1), BRACKET.commits().get(2));
    assertThat(file.exit()).isEqualTo(4);
  }

  @Test
  void ends_that_do_not_differ_and_ends_nobody_can_tell_of_are_not_searched() {
    var same = file(step(3, Answer.GOOD, true));
    assertThat(same.conclusion().kind()).isEqualTo(Conclusion.Kind.NO_CHANGE);
    assertThat(same.exit()).isEqualTo(5);

    var unclear = file(step(3, Answer.UNDECIDED, true));
    assertThat(unclear.conclusion().kind()).isEqualTo(Conclusion.Kind.UNCLEAR);
    assertThat(unclear.exit()).isEqualTo(4);

    var crashed = file(Step.crashed(BRACKET.commits().getLast(), "it threw"));
    assertThat(crashed.exit()).isEqualTo(7);
  }

  @Test
  void it_is_read_as_it_was_written_and_something_else_is_refused() throws Exception {
    var file = file(step(3, Answer.BAD, true), Step.skipped(BRACKET.commits().get(1), "no build"));
    Files.writeString(folder.resolve(BisectFile.NAME), file.json());

    assertThat(BisectFile.read(folder)).contains(file);
    assertThat(file.json()).contains("\"answer\" : \"skipped\"", "\"direction\" : \"dearer\"");
    assertThat(file.cut("the budget was spent").conclusion().sentences())
        .anyMatch(it -> it.contains("the same command goes on"));

    Files.writeString(folder.resolve(BisectFile.NAME), "{\"schema\": 1");
    assertThatThrownBy(() -> BisectFile.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--anew");
  }

  private static BisectFile file(Step... steps) {
    var question =
        new Question(
            "good",
            "c3",
            "a.B.c",
            new TreeMap<>(),
            "time/op",
            Answer.Direction.DEARER,
            List.of(),
            "m");
    return BisectFile.of(question, BRACKET, 0.05, List.of(steps));
  }

  private static Step step(int place, Answer answer, boolean measured) {
    var commit = BRACKET.commits().get(place);
    return new Step(
        commit.hash(),
        commit.subject(),
        answer,
        "Regressed",
        measured ? Optional.of(new Step.Estimate(0.1, 0.05, 0.15, 0.95, 6)) : Optional.empty(),
        "a sentence",
        measured ? "run" : "");
  }
}
