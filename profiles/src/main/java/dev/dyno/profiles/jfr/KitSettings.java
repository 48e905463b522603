package dev.dyno.profiles.jfr;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jfr.Configuration;

/// The settings of `kit.jfc`: all of them for another JVM, or just what is asked for this one.
public final class KitSettings {

  static final String METHOD_TRACE = "jdk.MethodTrace";
  static final String METHOD_TIMING = "jdk.MethodTiming";
  static final String DATA_LOSS = "jdk.DataLoss";
  static final String ACTIVE_SETTING = "jdk.ActiveSetting";

  private static final String FILE = "kit.jfc";

  /// Where samples are to explain something, the rules of JMC can too, and judge by these.
  private static final List<String> FOR_RULES =
      List.of(
          "jdk.CPULoad",
          "jdk.CPUInformation",
          "jdk.GarbageCollection",
          "jdk.GCConfiguration",
          "jdk.GCHeapSummary",
          "jdk.JVMInformation",
          "jdk.OSInformation");

  private KitSettings() {}

  /// Everything that a recording of these signals must be told.
  static Map<String, String> of(Collection<Signal> signals) {
    var settings = new HashMap<String, String>();
    var kit = kit();
    for (var event : events(signals)) {
      kit.forEach(
          (key, value) -> {
            if (key.startsWith(event + "#")) {
              settings.put(key, value);
            }
          });
      settings.put(event + "#enabled", "true");
    }
    if (signals.stream().anyMatch(Sampled.class::isInstance)) {
      FOR_RULES.forEach(event -> settings.put(event + "#enabled", "true"));
      settings.put("jdk.CPULoad#period", "100 ms");
    }
    settings.put(METHOD_TRACE + "#filter", String.join(";", traced(signals)));
    settings.put(METHOD_TIMING + "#filter", String.join(";", timed(signals)));
    return settings;
  }

  /// Everything that a recording of another JVM must be told, so that [Captured#of] can read it.
  public static Map<String, String> recorded(Collection<Signal> signals) {
    var settings = of(signals);
    settings.put(ACTIVE_SETTING + "#enabled", "true");
    return settings;
  }

  /// The types of event that a signal is read from.
  public static List<String> types(Signal signal) {
    return events(signal);
  }

  /// Whether a fact needs methods traced, for which JFR rewrites their classes.
  public static boolean traces(Fact fact) {
    return !fact.traced().isEmpty();
  }

  /// Settings as the text of a `.jfc` file.
  ///
  /// @param settings by `event#setting`
  public static String document(Map<String, String> settings) {
    var byEvent = new TreeMap<String, Map<String, String>>();
    settings.forEach(
        (key, value) -> {
          int hash = key.indexOf('#');
          byEvent
              .computeIfAbsent(key.substring(0, hash), _ -> new TreeMap<>())
              .put(key.substring(hash + 1), value);
        });
    var text =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0" label="Dyno test kit">
            """);
    byEvent.forEach(
        (event, each) -> {
          text.append("<event name=\"").append(event).append("\">\n");
          each.forEach(
              (name, value) ->
                  text.append("<setting name=\"%s\">%s</setting>\n".formatted(name, value)));
          text.append("</event>\n");
        });
    return text.append("</configuration>\n").toString();
  }

  /// The types of event that must be recorded, those of the kit itself included.
  static Collection<String> events(Collection<Signal> signals) {
    var events = new TreeSet<>(List.of(WindowMark.NAME, DATA_LOSS));
    for (var signal : signals) {
      events.addAll(events(signal));
    }
    return events;
  }

  static List<String> events(Signal signal) {
    return switch (signal) {
      case Fact fact -> fact.events();
      case MethodCalls _ -> List.of(METHOD_TIMING);
      case CustomEvent event -> List.of(event.name());
      case Sampled sampled -> List.of(sampled.event());
    };
  }

  static Collection<String> traced(Collection<Signal> signals) {
    return collected(
        signals.stream()
            .flatMap(each -> each instanceof Fact fact ? fact.traced().stream() : Stream.of()));
  }

  static Collection<String> timed(Collection<Signal> signals) {
    return collected(
        signals.stream()
            .flatMap(
                each ->
                    each instanceof MethodCalls calls ? Stream.of(calls.filter()) : Stream.of()));
  }

  private static Collection<String> collected(Stream<String> filters) {
    return new TreeSet<>(filters.toList());
  }

  /// All that stands in the file.
  static Map<String, String> kit() {
    try (var in = KitSettings.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the kit's jar: build it again");
      }
      return Configuration.create(new InputStreamReader(in, StandardCharsets.UTF_8)).getSettings();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (ParseException wrong) {
      throw new IllegalStateException(FILE + ": " + wrong.getMessage(), wrong);
    }
  }

  /// The JVM flag that records every [Fact] from the start, and writes the file at exit; for
  /// [Captured#of]. The settings go into a file beside it.
  ///
  /// @param recording a path without commas or spaces, in a folder that is there
  /// @throws UncheckedIOException when the settings cannot be written there
  public static String flag(Path recording) {
    var settings = Path.of(recording + ".jfc");
    try (var in = KitSettings.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the kit's jar: build it again");
      }
      Files.copy(in, settings, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException noRoom) {
      throw new UncheckedIOException("cannot write " + settings, noRoom);
    }
    return "-XX:StartFlightRecording:settings=%s,filename=%s".formatted(settings, recording);
  }
}
