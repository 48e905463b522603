package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.cli.NightProject.Ran;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.StoredNight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nights that are killed as nobody can prepare for (SIGKILL), and nights that meet. For the night
/// itself, `-Ddyno.kills=50`.
@Timeout(600)
class NightlyKillTest {

  private static final int KILLS = Integer.getInteger("dyno.kills", 3);

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
    assertThat(project.night().exit()).isZero();
  }

  @Test
  void whenever_it_is_killed_nothing_is_lost_or_half_there_and_the_next_start_finishes()
      throws Exception {
    project.commit("slower");
    long seed = Long.getLong("dyno.kills.seed", System.nanoTime());
    var random = new Random(seed);
    Map<Path, String> whole = new HashMap<>();
    int ended = 0;
    long typical = 6_000;
    for (int kill = 0; kill < KILLS; kill++) {
      long began = System.nanoTime();
      int before = regressed().size();
      var process = start();
      boolean waited = process.waitFor(random.nextLong(typical), TimeUnit.MILLISECONDS);
      int exit = process.destroyForcibly().waitFor();
      boolean over = waited || exit == 3; // or it ended between the two
      if (over) {
        assertThat(exit).as("seed %d: %s", seed, said()).isEqualTo(3);
      }
      // Or all of it was done, and only the program was not over.
      if (over || (Files.notExists(current()) && regressed().size() > before)) {
        ended++;
        typical = 100 + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        whole.clear();
        project.commit("slower"); // another night begins
      } else {
        typical = Math.max(typical, 1_000) * 5 / 4; // so that kills reach every part of a night
      }
      nothingIsHalfThere(whole, "seed %d, kill %d".formatted(seed, kill));
    }

    var last = project.night();

    assertThat(last.exit()).as("seed %d: %s", seed, last.all()).isEqualTo(3);
    nothingIsHalfThere(whole, "seed %d, the end".formatted(seed));
    assertThat(regressed()).as("seed %d", seed).hasSize(ended + 1);
    var ids = new TreeSet<String>();
    for (var line : project.alerts()) {
      ids.add(new ObjectMapper().readTree(line).at("/id").asText());
    }
    assertThat(ids).as("seed %d: one finding, whatever died", seed).hasSize(1);
    assertThat(current()).doesNotExist();
  }

  private Path current() {
    return project.folder().resolve(".dyno/nightly/current");
  }

  private List<StoredNight> regressed() throws Exception {
    return nights().stream().filter(it -> it.exit() == 3).toList();
  }

  private String said() throws IOException {
    return Files.readString(project.file("killed", "err"));
  }

  private Process start() throws IOException {
    return project.start(
        "killed", "nightly", "--only", "gate", "--gate-profile", "quick.yaml", "--no-controls");
  }

  /// Every file with an end is whole, what was whole stays as it was, and the history has whole
  /// nights alone.
  private void nothingIsHalfThere(Map<Path, String> whole, String when) throws Exception {
    try (var files = Files.walk(project.folder().resolve("reports"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = file.getFileName().toString();
        if (name.endsWith(".json") && !name.endsWith(".part")) {
          assertThat(new ObjectMapper().readTree(file.toFile()).isObject()).as(when).isTrue();
        }
        if (name.endsWith(".done.json")) {
          var text = Files.readString(file);
          assertThat(whole.getOrDefault(file, text)).as("%s: measured again", when).isEqualTo(text);
          whole.put(file, text);
        }
      }
    }
    var store = HistoryStore.open(project.folder().resolve(".dyno/history.db").toString());
    for (var night : nights()) {
      assertThat(night.phases()).as(when).isNotEmpty();
      for (var phase : night.phases()) {
        if (!phase.run().isEmpty()) {
          var run = store.run(phase.run());
          assertThat(run).as("%s: run of phase %s", when, phase.name()).isPresent();
          assertThat(run.get().estimates()).as(when).hasSizeGreaterThanOrEqualTo(2);
        }
      }
    }
  }

  private List<StoredNight> nights() throws Exception {
    var store = HistoryStore.open(project.folder().resolve(".dyno/history.db").toString());
    return store.nights(firstMachine(), 999);
  }

  private String firstMachine() throws IOException {
    try (var nights = Files.list(project.folder().resolve("reports/out"))) {
      var first = nights.filter(Files::isDirectory).min(Path::compareTo).orElseThrow();
      return new ObjectMapper()
          .readTree(first.resolve("nightly.json").toFile())
          .at("/night/machine")
          .asText();
    }
  }

  @Test
  void a_second_night_is_told_who_measures_and_a_dead_one_s_place_is_taken() throws Exception {
    project.commit("near");
    var first = start();
    try {
      while (first.isAlive()
          && !Files.readString(project.file("killed", "err")).contains("gate: dyno gate")) {
        first.waitFor(20, TimeUnit.MILLISECONDS);
      }
      halt(first); // so that it is not over before the others have asked

      var second = project.night();

      assertThat(second.exit()).as(second.all()).isEqualTo(6);
      assertThat(second.err())
          .contains(
              "a night is being measured already, by process %d since".formatted(first.pid()));
      anotherCheckoutOfTheMachineIsToldToo(first);
    } finally {
      first.destroyForcibly().waitFor();
    }
    var third = project.night();
    assertThat(third.exit()).as(third.all()).isZero();
    assertThat(third.err())
        .contains("the night of process %d since".formatted(first.pid()))
        .contains("died")
        .contains("going on with the night of");
  }

  private static void halt(Process process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  private void anotherCheckoutOfTheMachineIsToldToo(Process first) throws Exception {
    project.git("clone", "-q", ".", "../other");
    var other = new NightProject(folder.resolve("other"), jars);

    var delivered = other.dyno("nightly", "--deliver");
    assertThat(delivered.exit()).as("measures nothing: %s", delivered.all()).isZero();
    for (var ran : List.of(other.night(), other.night("--shard", "1/2", "--run-id", "n1"))) {
      assertThat(ran.exit()).as(ran.all()).isEqualTo(6);
      assertThat(ran.err())
          .contains("by process %d since".formatted(first.pid()))
          .contains(project.folder().resolve(".dyno/nightly").toString());
    }
  }

  @Test
  void a_night_of_another_commit_does_not_go_on_and_is_not_lost_either() throws Exception {
    project.commit("slower");
    var process = start();
    try {
      while (process.isAlive()
          && !Files.readString(project.file("killed", "err")).contains("gate: dyno gate")) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    project.commit("slower");

    Ran ran = project.night();

    assertThat(ran.exit()).as("the commit that was not gated is no baseline").isEqualTo(3);
    assertThat(ran.err()).contains("was not finished: what is whole of it is kept");
    assertThat(nights()).extracting(StoredNight::good).containsExactly(false, false, true);
    assertThat(nights())
        .extracting(it -> it.phases().getFirst().outcome())
        .containsExactly(StoredNight.DONE, "unfinished", "left out");
    assertThat(project.dyno("nightly", "--resume").err()).contains("no night was left unfinished");
  }
}
