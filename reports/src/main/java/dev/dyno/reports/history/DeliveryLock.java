package dev.dyno.reports.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/// Who has it sends alerts, and nobody else of all programs and machines that share a history: two
/// nights that end at once would both find the same message unsent.
///
/// The database gives it to one connection, and takes it back when that ends with its program,
/// however that ends, so that a kill delays no alert: in PostgreSQL an advisory lock of the session
/// (manual, 13.3.5), in SQLite an exclusive transaction (BEGIN EXCLUSIVE) that writes nothing, on a
/// file of its own, for the history is written meanwhile.
public final class DeliveryLock implements AutoCloseable {

  /// "dynosend": other programs may have locks in the same database, and so may this one in another
  /// schema.
  private static final long KEY = 0x64_79_6e_6f_73_65_6e_64L;

  /// SQLITE_BUSY.
  private static final int BUSY = 5;

  private final Connection connection;

  private DeliveryLock(Connection connection) {
    this.connection = connection;
  }

  /// @return empty while somebody else has it
  static Optional<DeliveryLock> take(HistoryAddress history) throws HistoryException {
    var address = beside(history);
    try {
      var connection = DriverManager.getConnection(address.url());
      try {
        if (given(address, connection)) {
          return Optional.of(new DeliveryLock(connection));
        }
      } catch (SQLException failure) {
        connection.close();
        throw failure;
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException failure) {
      throw new HistoryException(address.told(failure), failure);
    }
  }

  private static HistoryAddress beside(HistoryAddress history) {
    return switch (history) {
      case HistoryAddress.File(var path) ->
          new HistoryAddress.File(path.resolveSibling(path.getFileName() + "-delivery"));
      case HistoryAddress.Server server -> server;
    };
  }

  private static boolean given(HistoryAddress address, Connection connection) throws SQLException {
    return switch (address) {
      case HistoryAddress.File _ -> exclusive(connection);
      case HistoryAddress.Server _ -> advisory(connection);
    };
  }

  private static boolean exclusive(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      statement.execute("BEGIN EXCLUSIVE");
      return true;
    } catch (SQLException failure) {
      if (failure.getErrorCode() == BUSY) {
        return false;
      }
      throw failure;
    }
  }

  private static boolean advisory(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT pg_try_advisory_lock(? + hashtext(current_schema()))")) {
      statement.setLong(1, KEY);
      try (var answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  /// Lets the next one send.
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException gone) { // and so is the lock
    }
  }
}
