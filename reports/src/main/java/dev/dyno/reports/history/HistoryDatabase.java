package dev.dyno.reports.history;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Where a history is kept: how it is reached, which version its schema has, and what of it is done
/// at once. Whatever a driver or a migration fails with is told as a [HistoryException].
///
/// May be used by several threads.
final class HistoryDatabase {
  private static final String MIGRATIONS = "classpath:dev/dyno/reports/history/migrations";
  private static final int NEWEST = 6;
  private static final int PATIENCE_MILLIS = 10_000;

  private final HistoryAddress address;
  private final Jdbi jdbi;

  private HistoryDatabase(HistoryAddress address) {
    this.address = address;
    this.jdbi = Jdbi.create(() -> connect(address));
  }

  /// Opens it, made and migrated as needed.
  ///
  /// @throws HistoryException when it cannot be had, or is of a newer version
  static HistoryDatabase open(HistoryAddress address) throws HistoryException {
    try {
      if (address instanceof HistoryAddress.File(var path)) {
        var folder = path.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
      }
      connect(address).close(); // says at once what is wrong, in the driver's own words
      migrate(address);
      return new HistoryDatabase(address);
    } catch (SQLException failure) {
      throw new HistoryException(address.told(failure), failure);
    } catch (IOException failure) {
      throw new HistoryException(
          "history %s: its folder cannot be made (%s); name another one by --history"
              .formatted(address.place(), failure.getMessage()),
          failure);
    }
  }

  private static Connection connect(HistoryAddress address) throws SQLException {
    var connection = DriverManager.getConnection(address.url());
    if (address instanceof HistoryAddress.File) {
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL"); // a power cut loses no run
        statement.execute("PRAGMA foreign_keys = ON");
      } catch (SQLException failure) {
        connection.close();
        throw failure;
      }
    }
    return connection;
  }

  private static void migrate(HistoryAddress address) throws HistoryException {
    var configuration =
        Flyway.configure(HistoryStore.class.getClassLoader())
            .dataSource(address.url(), null, null)
            .locations(MIGRATIONS)
            .table("dyno_schema")
            .loggers("slf4j");
    if (address instanceof HistoryAddress.Server server) {
      server.schema().ifPresent(configuration::defaultSchema); // and makes it
    }
    var flyway = configuration.load();
    try {
      var applied = flyway.info().current();
      if (applied != null
          && applied.getVersion() != null
          && applied.getVersion().getMajor().intValue() > NEWEST) {
        throw new HistoryException(
            "history %s is of version %s, and this program knows %d: use a newer one"
                .formatted(address.place(), applied.getVersion(), NEWEST));
      }
      flyway.migrate();
    } catch (FlywayException failure) {
      var cause = sql(failure);
      throw new HistoryException(
          cause
              .map(address::told)
              .orElse("history %s: %s".formatted(address.place(), failure.getMessage())),
          failure);
    }
  }

  HistoryAddress address() {
    return address;
  }

  /// How it is reached, for who counts statements.
  Jdbi jdbi() {
    return jdbi;
  }

  /// Does all of it or nothing. SQLite lets one write at a time, and only who says so at the
  /// beginning waits for its turn.
  <T> T writing(HandleCallback<T, RuntimeException> work) throws HistoryException {
    return told(
        () ->
            jdbi.withHandle(
                handle -> {
                  if (address instanceof HistoryAddress.File) {
                    handle.execute("BEGIN IMMEDIATE");
                    return committed(handle, work);
                  }
                  return handle.inTransaction(work);
                }));
  }

  private static <T> T committed(Handle handle, HandleCallback<T, RuntimeException> work) {
    try {
      var result = work.withHandle(handle);
      handle.execute("COMMIT");
      return result;
    } catch (RuntimeException | Error failure) {
      try {
        handle.execute("ROLLBACK");
      } catch (JdbiException already) {
        failure.addSuppressed(already); // closing the connection rolls back as well
      }
      throw failure;
    }
  }

  <T> T reading(HandleCallback<T, RuntimeException> work) throws HistoryException {
    return told(() -> jdbi.withHandle(work));
  }

  private <T> T told(Supplier<T> work) throws HistoryException {
    try {
      return work.get();
    } catch (JdbiException failure) {
      throw new HistoryException(
          sql(failure)
              .map(address::told)
              .orElse("history %s: %s".formatted(address.place(), failure.getMessage())),
          failure);
    }
  }

  private static Optional<SQLException> sql(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }
}
