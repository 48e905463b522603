package dev.dyno.engine.logs;

import dev.dyno.engine.archive.Buffers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// One of the routines whose lines a [LogAggregator] shows: a container, a pull, a build.
///
/// Lines are shown in the order in which they were given. A line that is Docker's `errorDetail`
/// fails the routine, as [#failed] does. What comes after the end changes nothing about it: a line
/// is printed by `plain`, and counted, not shown, by `progress`; a second end is nothing.
///
/// Every method waits while the sink is slow, and throws [IllegalStateException], with its line not
/// taken, after the log was closed. An interrupt ends no wait, and is kept. Any thread may call;
/// lines that two threads give at once come in either order.
public final class Routine {

  private final LogLayout layout;
  private final LogEntry entry;
  private final Handoff handoff;
  private final Buffers buffers;

  Routine(LogLayout layout, LogEntry entry, Handoff handoff, Buffers buffers) {
    this.layout = layout;
    this.entry = entry;
    this.handoff = handoff;
    this.buffers = buffers;
  }

  /// Shows a line; a text of several lines as several.
  ///
  /// @param text of any length, without a line end behind it
  public void line(String text) {
    if (text.indexOf('\n') < 0) {
      say(text);
    } else {
      text.lines().forEach(this::say);
    }
  }

  /// Shows the lines of a stream, until it ends; they are UTF-8. The caller closes it.
  ///
  /// @return how many lines there were
  /// @throws IOException what the stream threw; the lines before it were shown
  public long copy(InputStream in) throws IOException {
    var lines = new LineSplitter(this::say);
    try (lines;
        var lease = buffers.lease()) {
      byte[] buffer = lease.bytes();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        lines.write(buffer, 0, read);
      }
    }
    return lines.count();
  }

  /// A stream that shows the lines that are written to it, each when its end is written, the last
  /// at the latest when it is closed. For bytes that come in pieces, such as the frames of a
  /// daemon, whose buffer may be used again as soon as `write` returns.
  ///
  /// @return for one thread; two of them, for standard output and error, keep their lines apart
  public OutputStream writer() {
    return new LineSplitter(this::say);
  }

  /// Ends it well.
  public void done() {
    handoff.accept(layout.done(entry));
  }

  /// Ends it badly.
  ///
  /// @param reason its last line; of several lines, its last lines
  public void failed(String reason) {
    var lines = reason.lines().toList();
    for (var line : lines.subList(0, Math.max(0, lines.size() - 1))) {
      handoff.accept(layout.line(entry, line));
    }
    handoff.accept(layout.failed(entry, lines.isEmpty() ? "" : lines.getLast()));
  }

  private void say(String line) {
    handoff.accept(DockerError.in(line) ? layout.failed(entry, line) : layout.line(entry, line));
  }
}
