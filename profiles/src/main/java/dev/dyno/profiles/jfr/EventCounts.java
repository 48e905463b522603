package dev.dyno.profiles.jfr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordingFile;

/// How often each kind of event stands in a recording. Exact for events without threshold and
/// throttle, which is how [#flag] asks for them; sampled events have no place here.
///
/// @param byType number of events by type name, such as `jdk.ProcessStart`
public record EventCounts(Map<String, Long> byType) {

  public EventCounts {
    byType = Map.copyOf(byType);
  }

  /// Counts what a recording holds.
  ///
  /// @param recording a file that its JVM has finished
  /// @throws IOException when there is none, or it was cut off
  public static EventCounts of(Path recording) throws IOException {
    var counts = new HashMap<String, Long>();
    try (var file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        counts.merge(file.readEvent().getEventType().getName(), 1L, Long::sum);
      }
    } catch (IOException unreadable) {
      throw new IOException(
          "%s is no whole recording: %s".formatted(recording, unreadable.getMessage()), unreadable);
    }
    return new EventCounts(counts);
  }

  /// The count of one type; 0 when none was recorded.
  public long of(String type) {
    return byType.getOrDefault(type, 0L);
  }

  /// The JVM flag that records exactly these types, each event of them, into `recording` at exit.
  ///
  /// @param recording a path without commas or spaces
  public static String flag(Path recording, List<String> types) {
    var flag = new StringBuilder("-XX:StartFlightRecording:settings=none,filename=" + recording);
    for (var type : types) {
      flag.append(",+%s#enabled=true".formatted(type));
    }
    return flag.toString();
  }
}
