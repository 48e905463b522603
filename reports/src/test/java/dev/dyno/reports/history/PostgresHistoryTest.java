package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a real PostgreSQL, a database of its own for each test.
class PostgresHistoryTest extends HistoryStoreContract {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres server;
  private String database = "";

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  @BeforeEach
  void open() throws Exception {
    database = "history" + COUNT.incrementAndGet();
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    super.open();
  }

  @Override
  String address() {
    return server.getJdbcUrl("postgres", database);
  }

  @Test
  void a_password_where_the_driver_wants_none_is_not_printed() {
    assertThatThrownBy(() -> HistoryStore.open("jdbc:postgresql://me:secret@localhost/dyno"))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("?user=USER&password=PASSWORD")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_database_that_is_not_there_is_told_without_the_password() {
    var url = "jdbc:postgresql://localhost:%d/nowhere?user=postgres&password=secret";

    assertThatThrownBy(() -> HistoryStore.open(url.formatted(server.getPort())))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("create that database first")
        .hasMessageNotContaining("secret");
  }

  @Test
  void projects_with_a_schema_each_see_nothing_of_each_other_and_send_at_once() throws Exception {
    var one = HistoryStore.open(address() + "&currentSchema=First_project");
    var other = HistoryStore.open(address() + "&currentSchema=other");
    one.append(Runs.night(0, 1));

    assertThat(HistoryStore.open(address() + "&currentSchema=first_project").series()).hasSize(1);
    assertThat(other.series()).isEmpty();
    assertThat(store.series()).isEmpty();
    try (var sends = one.takeDelivery().orElseThrow();
        var too = other.takeDelivery().orElseThrow()) {
      assertThat(sends).isNotSameAs(too);
      assertThat(one.takeDelivery()).isEmpty();
    }
  }

  @Test
  void a_schema_that_cannot_be_made_is_told_with_its_name() throws Exception {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE USER reader");
    }
    var url = server.getJdbcUrl("reader", database) + "&currentSchema=theirs";

    assertThatThrownBy(() -> HistoryStore.open(url))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("schema theirs")
        .hasMessageContaining("permission denied");
  }

  @Test
  void a_server_that_is_down_is_told() {
    assertThatThrownBy(() -> HistoryStore.open("jdbc:postgresql://localhost:1/x"))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("is the server up");
  }
}
