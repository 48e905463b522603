package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryTest extends HistoryStoreContract {
  @TempDir private Path folder;

  @Override
  String address() {
    return folder.resolve("new").resolve("history.db").toString();
  }

  @Test
  void a_writer_that_dies_half_way_leaves_nothing() throws Exception {
    var store = HistoryStore.open(address());
    store.append(Runs.night(0, 1));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + address());
        var statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute(
          "INSERT INTO run SELECT 'half', machine, command, started_at, profile, seed,"
              + " version, commit_hash, dirty, load_at_start FROM run");
      // The connection closes without a commit, as it does when its program is killed.
    }

    assertThat(store.runs(Instant.EPOCH, Instant.now().plusSeconds(1_000_000_000)))
        .containsExactly(Runs.night(0, 1).id());
  }

  @Test
  void what_is_no_history_is_told_and_kept() throws Exception {
    var file = Files.writeString(folder.resolve("notes.txt"), "no database, but dear to me");

    assertThatThrownBy(() -> HistoryStore.open(file.toString()))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("it is no history");
    assertThat(file).hasContent("no database, but dear to me");
  }

  @Test
  void a_history_of_a_newer_program_is_told_and_not_touched() throws Exception {
    HistoryStore.open(address());
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + address());
        var statement = connection.createStatement()) {
      statement.execute("UPDATE dyno_schema SET version = '99'");
    }

    assertThatThrownBy(() -> HistoryStore.open(address()))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("use a newer one");
  }

  @Test
  void a_folder_that_cannot_be_made_is_told() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> HistoryStore.open(file.resolve("history.db").toString()))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("its folder cannot be made");
  }

  @Test
  void an_address_of_another_kind_is_told() {
    assertThatThrownBy(() -> HistoryStore.open("jdbc:mysql://localhost/x"))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("jdbc:mysql://localhost/x")
        .hasMessageContaining("jdbc:postgresql");
  }
}
