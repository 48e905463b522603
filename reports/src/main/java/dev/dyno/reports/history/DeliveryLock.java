package dev.dyno.reports.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/// Who has it sends alerts, and nobody else of all programs and machines that share a history: two
/// nights that end at once would both find the same message unsent.
///
/// It goes with the program that has it, however that ends, so that a kill delays no alert: in
/// PostgreSQL it is an advisory lock of a session (manual, 13.3.5), beside a file of SQLite a lock
/// of the operating system on a file of its own.
public sealed interface DeliveryLock extends AutoCloseable {

  /// Lets the next one send.
  @Override
  void close();

  /// @return empty while somebody else has it
  static Optional<DeliveryLock> take(HistoryAddress address) throws HistoryException {
    return switch (address) {
      case HistoryAddress.File(var path) -> OnFile.take(path);
      case HistoryAddress.Server server -> InSession.take(server);
    };
  }

  /// The file stays: who removed it could remove one that another program has just locked.
  record OnFile(FileChannel channel, FileLock lock) implements DeliveryLock {

    private static Optional<DeliveryLock> take(Path history) throws HistoryException {
      var path = history.resolveSibling(history.getFileName() + "-delivery");
      try {
        var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
          var lock = channel.tryLock();
          if (lock != null) {
            return Optional.of(new OnFile(channel, lock));
          }
        } catch (OverlappingFileLockException mine) { // another thread of this program has it
        } catch (IOException failure) {
          channel.close();
          throw failure;
        }
        channel.close();
        return Optional.empty();
      } catch (IOException failure) {
        throw new HistoryException(
            "%s cannot be locked (%s): alerts wait".formatted(path, failure.getMessage()), failure);
      }
    }

    @Override
    public void close() {
      try (channel) {
        lock.release();
      } catch (IOException gone) { // and so is the lock
      }
    }
  }

  /// Its connection is held as long as it is.
  record InSession(Connection connection) implements DeliveryLock {

    /// "dynosend": other programs may have locks in the same database.
    private static final long KEY = 0x64_79_6e_6f_73_65_6e_64L;

    private static Optional<DeliveryLock> take(HistoryAddress.Server address)
        throws HistoryException {
      try {
        var connection = DriverManager.getConnection(address.url());
        try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
          statement.setLong(1, KEY);
          try (var answer = statement.executeQuery()) {
            if (answer.next() && answer.getBoolean(1)) {
              return Optional.of(new InSession(connection));
            }
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

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException gone) { // and so is the lock
      }
    }
  }
}
