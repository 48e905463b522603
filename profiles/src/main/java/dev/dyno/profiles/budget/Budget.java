package dev.dyno.profiles.budget;

import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.Exact;
import dev.dyno.profiles.jfr.Facts;
import dev.dyno.profiles.jfr.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How often each fact may occur in a piece of work. Found once in an environment, and only good
/// there: another JDK opens other files, another collector pauses at other times.
///
/// @param name of the work
/// @param environment where it was found
/// @param atMost by title of the fact, such as `processes started`; at least one, each 0 or more
public record Budget(String name, Environment environment, SortedMap<String, Long> atMost) {

  public Budget {
    atMost = new TreeMap<>(atMost);
    if (atMost.isEmpty()) {
      throw new IllegalArgumentException("budget '%s' limits nothing".formatted(name));
    }
    atMost.forEach(
        (title, limit) -> {
          if (limit < 0) {
            throw new IllegalArgumentException(
                "budget '%s' allows %d %s: must be 0 or more".formatted(name, limit, title));
          }
        });
  }

  /// The budget that work just took, in this environment: what is observed becomes the limit.
  public static Budget observed(String name, Captured seen) {
    return new Budget(
        name,
        Environment.current(),
        new TreeMap<>(
            seen.exact().stream()
                .collect(Collectors.toMap(Signal::title, signal -> seen.facts(signal).count()))));
  }

  /// What took more than it may.
  ///
  /// @throws IllegalStateException when this JVM is another environment: the budget says nothing
  ///     here, which is no pass
  /// @throws IllegalArgumentException when a limited fact was not recorded
  public List<Breach> breaches(Captured seen) {
    var here = Environment.current();
    if (!here.equals(environment)) {
      throw new IllegalStateException(
          "budget '%s' was found on %s, and this JVM is %s: run it there, or store one for here"
              .formatted(name, environment, here));
    }
    var recorded =
        seen.exact().stream().collect(Collectors.toMap(Exact::title, Function.identity()));
    var breaches = new ArrayList<Breach>();
    atMost.forEach(
        (title, limit) -> {
          var facts = facts(seen, recorded.get(title), title);
          if (facts.count() > limit) {
            breaches.add(new Breach(limit, facts));
          }
        });
    return breaches;
  }

  private Facts facts(
      Captured seen, @org.jspecify.annotations.Nullable Exact signal, String title) {
    if (signal == null) {
      throw new IllegalArgumentException(
          "budget '%s' limits '%s', which was not recorded: ask the capture for it"
              .formatted(name, title));
    }
    return seen.facts(signal);
  }
}
