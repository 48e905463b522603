package dev.dyno.profiles.remote;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import jdk.management.jfr.RecordingInfo;

/// A recording that somebody else runs in the same JVM. Settings are a union over recordings: while
/// both run, each holds what either asked for, so theirs grows by our events, and ours may hold
/// samples at their rate.
///
/// @param name that its owner gave it, and its number
/// @param differing settings of events that we record too, and otherwise than they, as
///     `jdk.ExecutionSample#period: 20 ms there, 10 ms here`
public record OtherRecording(String name, List<String> differing) {

  /// Settings that are shown.
  private static final int SHOWN = 4;

  public OtherRecording {
    differing = List.copyOf(differing);
  }

  /// @param there its settings; those that [RecordingInfo] holds are cut down to one (JDK 17 to 25)
  static OtherRecording of(
      RecordingInfo theirs, Map<String, String> there, Map<String, String> ours) {
    var differing =
        new TreeMap<>(ours)
            .entrySet().stream()
                .filter(each -> there.containsKey(each.getKey()))
                .filter(each -> !Objects.equals(there.get(each.getKey()), each.getValue()))
                .map(
                    each ->
                        "%s: %s there, %s here"
                            .formatted(each.getKey(), there.get(each.getKey()), each.getValue()))
                .toList();
    return new OtherRecording("'%s' (%d)".formatted(theirs.getName(), theirs.getId()), differing);
  }

  /// For people.
  public String words() {
    var text =
        new StringBuilder(
            "recording %s runs in that JVM, too: settings are a union, so it gets our events while we watch, and we its rates"
                .formatted(name));
    differing.stream().limit(SHOWN).forEach(each -> text.append("\n  ").append(each));
    if (differing.size() > SHOWN) {
      text.append("\n  and %d more settings that differ".formatted(differing.size() - SHOWN));
    }
    return text.toString();
  }
}
