package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.history.HistoryStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nights whose history is in trouble: told before anything is measured, or kept until it can be
/// had again.
@Timeout(600)
class NightlyHistoryTest {

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
  void a_history_of_a_newer_program_or_that_is_locked_stops_the_night_before_it_begins()
      throws Exception {
    assertThat(project.night().exit()).isZero();
    var database = "jdbc:sqlite:" + project.folder().resolve(".dyno/history.db");
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      var locked = project.night();
      assertThat(locked.exit()).as(locked.all()).isEqualTo(2);
      assertThat(locked.err()).contains("another program writes to it");
      statement.execute("ROLLBACK");
      statement.execute("UPDATE dyno_schema SET version = '99'");
    }
    var newer = project.night();
    assertThat(newer.exit()).as(newer.all()).isEqualTo(2);
    assertThat(newer.err()).contains("version 99").contains("use a newer one");
  }

  @Test
  void a_server_that_is_gone_mid_run_costs_no_night_and_a_wrong_password_is_told()
      throws Exception {
    var data = folder.resolve("postgres");
    var first = server(data, 0);
    var url = first.getJdbcUrl("postgres", "postgres");
    int port = first.getPort();
    try (var _ = first) {
      assertThat(project.night("--history", url).exit()).isZero();
      project.commit("slower");
    }
    goneMidRun(data, port, url);
    try (var server = server(data, port)) {
      var later = project.dyno("nightly", "--deliver", "--history", url);

      assertThat(later.exit()).as(later.all()).isZero();
      assertThat(later.err()).contains("kept since").contains("and stored now");
      assertThat(project.alerts()).hasSize(1);
      var runs = HistoryStore.open(url).runs(Instant.EPOCH, Instant.now().plusSeconds(9));
      assertThat(runs).hasSize(1);
      try (var kept = Files.list(project.folder().resolve(".dyno/nightly/outbox"))) {
        assertThat(kept).isEmpty();
      }
      project.commit("near");
      var mended = project.night("--history", url);
      assertThat(mended.exit()).as(mended.all()).isZero();
      assertThat(project.alerts()).hasSize(2);
      assertThat(project.alerts().getLast()).contains("-ended").contains("recovered");
      askForPasswords(server, data);
      var wrong = project.night("--history", url + "&password=wrong-one");
      assertThat(wrong.exit()).as(wrong.all()).isEqualTo(2);
      assertThat(wrong.err())
          .contains("check the user and the password")
          .doesNotContain("wrong-one");
    }
  }

  private void goneMidRun(Path data, int port, String url) throws Exception {
    Process process;
    try (var _ = server(data, port)) {
      process =
          project.start(
              "gone",
              "nightly",
              "--only",
              "gate",
              "--gate-profile",
              "quick.yaml",
              "--no-controls",
              "--history",
              url);
      while (process.isAlive()
          && !Files.readString(project.file("gone", "err")).contains("gate: dyno gate")) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    var gone = project.ended(process, "gone");
    assertThat(gone.exit()).as(gone.all()).isEqualTo(3);
    assertThat(gone.out()).contains("is the server up").contains("stored by the next start");
    assertThat(project.result().at("/stored").asBoolean(true)).isFalse();
    assertThat(project.alerts()).isEmpty();
  }

  private static EmbeddedPostgres server(Path data, int port) throws Exception {
    var builder = EmbeddedPostgres.builder().setDataDirectory(data);
    builder.setCleanDataDirectory(false).setPort(port);
    return builder.start();
  }

  private static void askForPasswords(EmbeddedPostgres server, Path data) throws Exception {
    Files.writeString(data.resolve("pg_hba.conf"), "host all all all scram-sha-256\n");
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SELECT pg_reload_conf()");
    }
  }
}
