package dev.dyno.profiles.jfr;

import java.util.Optional;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/// Events of the tested program. Made by [Exact#events].
///
/// @param name of the event
/// @param telling the field that tells occurrences apart, if any
/// @param summed the field that holds bytes, if any
public record CustomEvent(String name, Optional<String> telling, Optional<String> summed)
    implements Exact {

  static CustomEvent named(String name) {
    if (name.startsWith("jdk.")) {
      throw new IllegalArgumentException(
          "'%s' belongs to the JDK: choose a Fact where it is complete, a Sampled where it is not"
              .formatted(name));
    }
    return new CustomEvent(name, Optional.empty(), Optional.empty());
  }

  static CustomEvent of(Class<? extends Event> type) {
    FlightRecorder.register(type);
    return named(EventType.getEventType(type).getName());
  }

  /// Tells occurrences apart by a field.
  public CustomEvent by(String field) {
    return new CustomEvent(name, Optional.of(field), summed);
  }

  /// Sums a field of whole numbers, as bytes.
  public CustomEvent summing(String field) {
    return new CustomEvent(name, telling, Optional.of(field));
  }

  @Override
  public String title() {
    return name + " events";
  }

  @Override
  public String subject() {
    return telling.orElse("site");
  }
}
