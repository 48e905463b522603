package dev.dyno.profiles.jfr;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedEvent;

/// Whether a recording that somebody else made is complete in what is asked of it. Told by its own
/// `jdk.ActiveSetting` events.
final class SettingsCheck {

  private final Path file;
  private final Map<String, String> active = new HashMap<>();

  SettingsCheck(Path file, Collection<EventType> types, List<RecordedEvent> settings) {
    this.file = file;
    var names = types.stream().collect(Collectors.toMap(EventType::getId, EventType::getName));
    for (var each : settings) {
      active.put(
          names.getOrDefault(each.getLong("id"), "?") + "#" + each.getString("name"),
          each.getString("value"));
    }
  }

  /// @throws IllegalArgumentException when a signal is not complete; says which setting is missing
  void covers(Collection<Signal> signals) {
    for (var signal : signals) {
      for (var event : KitSettings.events(signal)) {
        require(signal, event, "enabled", "true");
        if (signal instanceof Exact) {
          require(signal, event, "threshold", "0 ns");
          require(signal, event, "throttle", "100000000/s");
        }
      }
    }
    filter(KitSettings.METHOD_TRACE, KitSettings.traced(signals));
    filter(KitSettings.METHOD_TIMING, KitSettings.timed(signals));
  }

  private void require(Signal signal, String event, String name, String wanted) {
    var value = active.get(event + "#" + name);
    boolean fine =
        value == null
            ? !name.equals("enabled") // not every event has a threshold and a throttle
            : value.equals(wanted) || (value.startsWith("0 ") && name.equals("threshold"));
    if (!fine) {
      throw new IllegalArgumentException(
          "%s does not hold all %s: it was recorded with %s#%s=%s, not %s; record with the kit's kit.jfc"
              .formatted(
                  file, signal.title(), event, name, value == null ? "false" : value, wanted));
    }
  }

  private void filter(String event, Collection<String> wanted) {
    var value = active.getOrDefault(event + "#filter", "");
    var filters = List.of(value.split(";", -1));
    for (var each : wanted) {
      if (!filters.contains(each)) {
        throw new IllegalArgumentException(
            "%s was recorded with %s#filter=%s, without %s".formatted(file, event, value, each));
      }
    }
  }
}
