package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.history.HistoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nights of a project: what they gate, whom they tell, what they leave out and why.
@Timeout(600)
class NightlyCommandTest {

  @TempDir static Path jars;

  @TempDir Path folder;

  private NightProject project;

  @BeforeAll
  static void jars() throws Exception {
    NightProject.makeJars(jars);
  }

  @BeforeEach
  void project() throws Exception {
    project = NightProject.begin(folder, jars);
    project.commit("same");
  }

  @Test
  void a_commit_that_is_slower_fails_its_night_until_it_is_accepted_and_everybody_is_told_once()
      throws Exception {
    var first = project.night();
    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(first.out()).contains("no good night before");
    project.commit("slower");

    var slower = project.night();

    assertThat(slower.exit()).as(slower.all()).isEqualTo(3);
    assertThat(slower.out()).contains("night regressed: 1 new findings");
    assertThat(project.result().at("/range/0").asText()).endsWith("slower");
    assertThat(project.alerts()).hasSize(1);
    assertThat(project.alerts().getFirst())
        .contains("LibraryBenchmark.work n=1, gate, time/op: regressed by +")
        .contains(project.git("rev-parse", "HEAD").strip());
    assertThat(Files.readString(project.newest().resolve("summary.md"))).contains("regressed");
    assertThat(Files.readString(project.newest().resolve("index.html")))
        .contains("href=\"gate/index.html\"");

    var again = project.night();
    assertThat(again.exit()).as("it is as slow as before").isEqualTo(3);
    assertThat(project.alerts()).as("and everybody knows").hasSize(1);

    acceptedItFailsNoNightAndIsShown();
    var nothingNew = project.night();
    assertThat(nothingNew.exit()).isZero();
    assertThat(nothingNew.out()).contains("no commit since the last good night");
  }

  private void acceptedItFailsNoNightAndIsShown() throws Exception {
    var ack =
        project.dyno(
            "history",
            "ack",
            "LibraryBenchmark\\.work",
            "--reason",
            "checks more",
            "--until",
            "2999-12-31",
            "--by",
            "Ada");

    assertThat(ack.exit()).as(ack.all()).isZero();
    assertThat(project.dyno("history", "list").out())
        .contains("accepted until 2999-12-31 by Ada: LibraryBenchmark\\.work (checks more)");
    var accepted = project.night();
    assertThat(accepted.exit()).as(accepted.all()).isZero();
    assertThat(project.alerts()).hasSize(2);
    assertThat(project.alerts().getLast()).contains("accepted by Ada: checks more");
  }

  @Test
  void outside_git_and_without_a_file_the_gate_is_left_out_with_a_sentence() throws Exception {
    var plain = new NightProject(Files.createDirectory(folder.resolve("plain")), jars);

    var ran = plain.dyno("nightly", "--only", "gate", "--json");

    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(plain.result().at("/night/commit").asText()).isEqualTo("unknown");
    assertThat(plain.result().at("/night/phases/0/sentence").asText())
        .isEqualTo("no dyno.yaml says what is gated");
    assertThat(ran.out()).startsWith("{").contains("\"schema\" : \"dyno/1\"");
  }

  @Test
  void a_plan_is_printed_and_nothing_is_begun() throws Exception {
    var ran = project.dyno("nightly", "--dry-run", "--profile", "smoke");

    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.out())
        .contains("gate     left out: no good night before")
        .contains("compare  dyno compare --profile smoke --seed 1")
        .contains("when all is clear at the first look, at most")
        .contains("matrix   dyno compare --matrix --profile pipeline --seed 1")
        .contains("qualify  dyno qualify");
    assertThat(project.folder().resolve("reports")).doesNotExist();
    assertThat(project.folder().resolve(".dyno/nightly")).doesNotExist();
  }

  @Test
  void a_phase_that_cannot_be_measured_is_told_before_the_night_begins() throws Exception {
    var many = project.dyno("nightly", "--only", "matrix", "--matrix-profile", "smoke");
    assertThat(many.exit()).as(many.all()).isEqualTo(2);
    assertThat(many.err())
        .contains("matrix cannot be measured")
        .contains("--matrix measures one benchmark")
        .contains("BuildContextBenchmark.send tree=mixed");
    var none = project.dyno("nightly", "--only", "compare", "--benchmark", "NoSuchThing");
    assertThat(none.exit()).as(none.all()).isEqualTo(2);
    assertThat(none.err()).contains("compare cannot be measured").contains("NoSuchThing");
    assertThat(project.folder().resolve("reports")).doesNotExist();

    var one =
        project.dyno(
            "nightly",
            "--dry-run",
            "--only",
            "matrix",
            "--matrix-profile",
            "smoke",
            "--matrix-benchmark",
            "send");
    assertThat(one.exit()).as(one.all()).isZero();
    assertThat(one.out())
        .contains("matrix   dyno compare --matrix --profile smoke --benchmark send --seed 1")
        .contains("combinations run");
  }

  @Test
  void a_comparison_is_told_by_its_verdicts_and_is_in_the_history() throws Exception {
    project.write(
        "tiny.yaml",
        """
        name: tiny
        about: one quick benchmark
        looks: [2]
        turns: {warmup: 4, measured: 8, length: 5ms}
        select:
          - benchmark: LogPrefixBenchmark.prefix
            params: {threads: platform, image: short}
            toggle: string-builders
        """);

    var ran = project.dyno("nightly", "--only", "compare", "--profile", "tiny.yaml");

    var phase = project.result().at("/night/phases/0");
    var sentence = phase.at("/sentence").asText();
    assertThat(sentence).startsWith("1 comparison: 1 ");
    // Others take its CPU here, now and then: that is a verdict, too, and has its exit.
    boolean fit = !sentence.endsWith(" Invalid");
    assertThat(ran.exit()).as(ran.all()).isEqualTo(fit ? 0 : 6);
    var store = HistoryStore.open(project.folder().resolve(".dyno/history.db").toString());
    var stored = store.run(phase.at("/run").asText()).orElseThrow();
    assertThat(stored.profile()).isEqualTo("tiny");
    if (fit) {
      assertThat(stored.estimates())
          .anyMatch(it -> it.toggle().equals("string-builders") && it.metric().equals("B/op"));
    }
  }

  /// Both commits are measured here, wherever the older one was found good.
  @Test
  void a_machine_without_a_good_night_takes_that_of_another_but_not_of_a_shard() throws Exception {
    project.night();
    var good = project.git("rev-parse", "HEAD").strip();
    var database = project.folder().resolve(".dyno/history.db");
    project.commit("slower");

    change(database, "UPDATE night SET machine = 'another kernel'");
    assertThat(project.dyno("nightly", "--dry-run").out()).contains("last good " + good);
    change(database, "UPDATE night SET id = 'm-1-s1of2-0123456789ab'");
    assertThat(project.dyno("nightly", "--dry-run").out()).contains("last good none");
  }

  private static void change(Path database, String statement) throws Exception {
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + database);
        var changing = connection.createStatement()) {
      changing.execute(statement);
    }
  }

  @Test
  void a_clock_that_went_back_is_told_and_the_night_comes_after_the_one_before_it()
      throws Exception {
    project.night();
    var database = project.folder().resolve(".dyno/history.db");
    change(
        database,
        "UPDATE night SET started_at = started_at + 99999999999, ended_at = ended_at + 99999999999");
    project.commit("near");

    var ran = project.night();

    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("the clock went back: the last night ended at");
    var store = HistoryStore.open(database.toString());
    var nights = store.nights(project.result().at("/night/machine").asText(), 9);
    assertThat(nights).hasSize(2);
    assertThat(nights.getFirst().commit())
        .as("the newest is this one")
        .isEqualTo(project.git("rev-parse", "HEAD").strip());
    assertThat(store.series().getFirst().points().getFirst().at())
        .isAfter(nights.getLast().endedAt())
        .isAfter(Instant.now());
  }

  @Test
  void a_build_that_fails_is_a_night_that_failed_and_no_other_is_held_against_it()
      throws Exception {
    project.night();
    project.commit("none");

    var ran = project.night();

    assertThat(ran.exit()).as(ran.all()).isEqualTo(2);
    assertThat(ran.out()).contains("failed").contains("the build of commit");
    project.commit("same");
    assertThat(project.night().err())
        .contains("--baseline " + project.git("rev-parse", "HEAD~2").strip());
  }

  @Test
  void what_is_no_phase_no_period_or_no_setting_is_a_usage_error_with_its_line() throws Exception {
    assertThat(project.dyno("nightly", "--only", "gates").err()).contains("'gates' is no phase");
    assertThat(project.dyno("nightly", "--matrix-every", "0d").err())
        .contains("such as 7d, or never");
    project.write("dyno.yaml", "alerts:\n  targets:\n    - {webhook: env:NOT_SET_HERE}\n");
    assertThat(project.night().err()).contains("needs the variable NOT_SET_HERE");
    project.write("dyno.yaml", "alerts:\n  targets:\n    - {mail: a@b, sever: x}\n");
    var wrong = project.night();
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("line 3: key 'sever' is not known");
  }
}
