package dev.dyno.profiles.jfr;

import java.util.List;
import jdk.jfr.Event;

/// A signal that is complete: every occurrence in the window is there, so its number can be
/// asserted.
public sealed interface Exact extends Signal permits Fact, MethodCalls, CustomEvent {

  /// What tells its occurrences apart, as a noun: `class`, `path`, `address`.
  String subject();

  /// Calls of a method, over all threads, by `jdk.MethodTiming` (JEP 520). The count is exact; the
  /// time that the JDK measures with it is not, so the kit leaves it out.
  ///
  /// @param method `java.util.regex.Pattern::compile` for all its overloads together, or with
  ///     parameter types for one: `java.util.regex.Pattern::compile(java.lang.String)`; `<init>`
  ///     is a constructor
  /// @throws IllegalArgumentException when there is no such class or method; lists those that are
  static MethodCalls calls(String method) {
    return MethodCalls.parse(method);
  }

  /// Calls of a method of a class that the test can name; all overloads without parameter types.
  ///
  /// @throws IllegalArgumentException when there is no such method; lists those that there are
  static MethodCalls calls(Class<?> type, String method, Class<?>... parameters) {
    return parameters.length == 0
        ? MethodCalls.of(type, method)
        : MethodCalls.of(type, method, List.of(parameters));
  }

  /// Events of your own, each of them.
  ///
  /// @param name as [Name] says; its class must have been used when the window is finished
  /// @throws IllegalArgumentException for an event of the JDK: the complete ones are [Fact]s, the
  ///     sampled ones [Sampled]
  static CustomEvent events(String name) {
    return CustomEvent.named(name);
  }

  /// Events of your own, each of them; registers the class if need be.
  static CustomEvent events(Class<? extends Event> type) {
    return CustomEvent.of(type);
  }
}
