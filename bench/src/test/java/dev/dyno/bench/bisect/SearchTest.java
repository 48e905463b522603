package dev.dyno.bench.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Searches by an oracle that knows the answer.
class SearchTest {
  private static final int LONGEST = 40;
  private static final int SHORT = 9;

  private record Ran(Search search, List<String> asked) {
    List<String> suspects() {
      return search.suspects().stream().map(Bracket.Commit::hash).toList();
    }
  }

  @Test
  void whichever_commit_it_is_it_is_found_and_no_more_is_asked_than_halving_needs() {
    for (int size = 1; size <= LONGEST; size++) {
      for (int first = 0; first < size; first++) {
        var ran = run(line(size), monotone(first));

        assertThat(ran.suspects()).as("%d of %d", first, size).containsExactly("c" + first);
        assertThat(ran.asked().size() + 1)
            .as("%d of %d, the bad end among them", first, size)
            .isLessThanOrEqualTo(line(size).steps());
      }
    }
  }

  @Test
  void whichever_commits_are_skipped_or_undecided_it_is_among_the_fewest_suspects_there_can_be() {
    for (int size = 1; size <= SHORT; size++) {
      for (int silent = 0; silent < 1 << (size - 1); silent++) {
        for (int first = 0; first < size; first++) {
          var ran = run(line(size), silenced(silent, monotone(first)));

          int from = first;
          while (from > 0 && isSilent(silent, from - 1)) {
            from--;
          }
          int to = first;
          while (isSilent(silent, to)) {
            to++;
          }
          assertThat(ran.suspects())
              .as("%d of %d, silent %s", first, size, Integer.toBinaryString(silent))
              .isEqualTo(IntStream.rangeClosed(from, to).mapToObj(i -> "c" + i).toList());
        }
      }
    }
  }

  @Test
  void the_middle_of_a_stretch_that_does_not_build_is_left_by_large_steps() {
    int size = 64;
    Function<String, Answer> oracle =
        hash -> number(hash) >= 28 && number(hash) < 38 ? Answer.SKIPPED : monotone(60).apply(hash);

    var ran = run(line(size), oracle);

    assertThat(ran.suspects()).containsExactly("c60");
    assertThat(ran.asked()).hasSizeLessThan(9);
  }

  /// Any history with merges: what shows the change is what builds on the commit that brought it.
  @RepeatedTest(200)
  void through_merges_it_is_found_whichever_it_is(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var bracket = merged(random);
    var bringing = bracket.commits().get(random.nextInt(bracket.size())).hash();
    var builds = buildsOn(bracket, bringing);

    var ran = run(bracket, hash -> builds.contains(hash) ? Answer.BAD : Answer.GOOD);

    assertThat(ran.suspects()).containsExactly(bringing);
    assertThat(ran.asked()).doesNotHaveDuplicates();
  }

  @RepeatedTest(200)
  void through_merges_with_silent_commits_it_is_never_ruled_out(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var bracket = merged(random);
    var bringing = bracket.commits().get(random.nextInt(bracket.size())).hash();
    var builds = buildsOn(bracket, bringing);
    var silent =
        bracket.commits().stream()
            .map(Bracket.Commit::hash)
            .filter(_ -> random.nextInt(3) == 0)
            .collect(Collectors.toSet());

    var ran =
        run(
            bracket,
            hash ->
                silent.contains(hash)
                    ? Answer.UNDECIDED
                    : builds.contains(hash) ? Answer.BAD : Answer.GOOD);

    assertThat(ran.suspects()).contains(bringing);
    assertThat(ran.suspects().subList(0, ran.suspects().size() - 1))
        .as("all but the last are such as nobody can tell of")
        .allMatch(silent::contains);
  }

  @Test
  void the_order_of_answers_does_not_matter_so_that_a_search_goes_on_as_it_was() {
    var bracket = line(20);
    var there = new java.util.LinkedHashMap<String, Answer>();
    there.put("c9", Answer.BAD);
    there.put("c4", Answer.GOOD);
    there.put("c6", Answer.UNDECIDED);
    var back = new java.util.LinkedHashMap<String, Answer>();
    back.put("c6", Answer.UNDECIDED);
    back.put("c4", Answer.GOOD);
    back.put("c9", Answer.BAD);

    assertThat(bracket.search(there).next()).isEqualTo(bracket.search(back).next()).isPresent();
    assertThat(bracket.search(there).suspects()).isEqualTo(bracket.search(back).suspects());
  }

  private static Ran run(Bracket bracket, Function<String, Answer> oracle) {
    var answers = new HashMap<String, Answer>();
    var asked = new ArrayList<String>();
    answers.put(bracket.commits().getLast().hash(), Answer.BAD);
    for (var next = bracket.search(answers).next();
        next.isPresent() && asked.size() <= bracket.size();
        next = bracket.search(answers).next()) {
      var hash = next.get().hash();
      asked.add(hash);
      answers.put(hash, oracle.apply(hash));
    }
    return new Ran(bracket.search(answers), asked);
  }

  private static Function<String, Answer> monotone(int first) {
    return hash -> number(hash) >= first ? Answer.BAD : Answer.GOOD;
  }

  private static Function<String, Answer> silenced(int silent, Function<String, Answer> oracle) {
    return hash ->
        isSilent(silent, number(hash))
            ? number(hash) % 2 == 0 ? Answer.SKIPPED : Answer.UNDECIDED
            : oracle.apply(hash);
  }

  private static boolean isSilent(int silent, int place) {
    return (silent >> place & 1) == 1;
  }

  private static int number(String hash) {
    return Integer.parseInt(hash.substring(1));
  }

  static Bracket line(int size) {
    return new Bracket(
        IntStream.range(0, size)
            .mapToObj(i -> new Bracket.Commit("c" + i, List.of("c" + (i - 1)), "subject " + i))
            .toList());
  }

  /// The last commit builds on all others.
  private static Bracket merged(Random random) {
    int size = 2 + random.nextInt(30);
    var commits = new ArrayList<Bracket.Commit>();
    var tips = new HashSet<Integer>();
    for (int i = 0; i < size; i++) {
      var parents = new HashSet<Integer>();
      if (i == size - 1) {
        parents.addAll(tips);
      } else if (i > 0) {
        parents.add(random.nextInt(-1, i));
        parents.add(random.nextInt(-1, i));
      }
      tips.removeAll(parents);
      tips.add(i);
      commits.add(
          new Bracket.Commit("c" + i, parents.stream().map(it -> "c" + it).toList(), "s" + i));
    }
    return new Bracket(commits);
  }

  private static Set<String> buildsOn(Bracket bracket, String bringing) {
    Map<String, Boolean> builds = new HashMap<>();
    for (var commit : bracket.commits()) {
      builds.put(
          commit.hash(),
          commit.hash().equals(bringing)
              || commit.parents().stream().anyMatch(it -> builds.getOrDefault(it, false)));
    }
    return builds.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
