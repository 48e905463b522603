package dev.dyno.profiles.pages;

import dev.dyno.profiles.pages.TestedMethod.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The observed tests of one class.
///
/// @param name of the class, in full
/// @param at when the last of them ended
/// @param environment of the JVM that ran them
/// @param tests in the order in which they ran
public record TestedClass(String name, Instant at, String environment, List<TestedMethod> tests) {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

  public TestedClass {
    tests = List.copyOf(tests);
  }

  /// Of how many tests it holds.
  long count(Outcome outcome) {
    return tests.stream().filter(each -> each.outcome() == outcome).count();
  }

  String simpleName() {
    return simpleName(name);
  }

  static String simpleName(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  String packageName() {
    return packageName(name);
  }

  static String packageName(String name) {
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
  }

  String when() {
    return when(at);
  }

  static String when(Instant at) {
    return WHEN.format(at.atZone(ZoneId.systemDefault()));
  }

  /// The file of its page.
  String file() {
    return file(name);
  }

  static String file(String name) {
    return name.replaceAll("[^\\w.$-]", "_") + ".html";
  }
}
