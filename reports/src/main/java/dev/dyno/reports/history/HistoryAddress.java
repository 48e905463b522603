package dev.dyno.reports.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a history lies, and how to tell people what is wrong there.
sealed interface HistoryAddress {

  /// For JDBC.
  String url();

  /// For people; never with a password.
  String place();

  /// A file of SQLite.
  record File(Path path) implements HistoryAddress {
    @Override
    public String url() {
      return "jdbc:sqlite:" + path;
    }

    @Override
    public String place() {
      return path.toString();
    }
  }

  /// A PostgreSQL. Projects that share one have a schema each, `?currentSchema=NAME`: then none
  /// sees, or tells of, what another found.
  record Server(String url) implements HistoryAddress {
    private static final Pattern SCHEMA = Pattern.compile("[?&]currentSchema=([^&,]+)");

    /// Without what stands behind the question mark, where a password may be, but for the schema.
    @Override
    public String place() {
      int query = url.indexOf('?');
      var server = query < 0 ? url : url.substring(0, query);
      return schema().map(each -> "%s schema %s".formatted(server, each)).orElse(server);
    }

    /// The one that its URL names, if it does; as PostgreSQL writes a name without quotes.
    Optional<String> schema() {
      var named = SCHEMA.matcher(url);
      return named.find() ? Optional.of(named.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
  }

  /// @param text a path, `jdbc:sqlite:PATH` or `jdbc:postgresql:…`
  /// @throws HistoryException when it is none of these
  static HistoryAddress of(String text) throws HistoryException {
    if (text.startsWith("jdbc:postgresql:")) {
      var server = new Server(text);
      if (server.place().contains("@")) { // its driver would not take it, and would print it
        throw new HistoryException(
            "a history with a user before an @: write jdbc:postgresql://HOST/DATABASE?user=USER&password=PASSWORD");
      }
      return server;
    }
    if (text.startsWith("jdbc:sqlite:")) {
      return new File(Path.of(text.substring("jdbc:sqlite:".length())));
    }
    if (text.startsWith("jdbc:")) {
      throw new HistoryException(
          "a history at '%s': name a file, jdbc:sqlite:FILE or jdbc:postgresql:…".formatted(text));
    }
    return new File(Path.of(text));
  }

  /// What went wrong, and what to do.
  default String told(SQLException failure) {
    var said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    var state = String.valueOf(failure.getSQLState());
    return "history %s: %s; %s".formatted(place(), said, advice(said, state));
  }

  private String advice(String said, String state) {
    var words = said.toLowerCase(Locale.ROOT);
    return switch (this) {
      case File(var path) -> {
        if (words.contains("busy") || words.contains("locked")) {
          yield "another program writes to it: try again when it has finished";
        }
        if (words.contains("readonly") || words.contains("read-only")) {
          yield "make the file and its folder writable, or name another one by --history";
        }
        if (words.contains("full")) {
          yield "make room on its disk";
        }
        yield words.contains("not a database") || words.contains("malformed")
            ? "it is no history: name another file by --history"
            : Files.isWritable(folder(path))
                ? "see the message"
                : "its folder %s cannot be written".formatted(folder(path));
      }
      case Server _ -> {
        if (state.startsWith("28")) {
          yield "check the user and the password in the URL";
        }
        if (state.startsWith("08")) {
          yield "is the server up, and does the URL name it? The run's files are kept: "
              + "dyno history import them later";
        }
        if (state.startsWith("53")) {
          yield "the server has no room or no connections left";
        }
        yield state.startsWith("3D") ? "create that database first" : "see the message";
      }
    };
  }

  private static Path folder(Path file) {
    var folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }
}
