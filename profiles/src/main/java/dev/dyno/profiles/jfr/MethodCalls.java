package dev.dyno.profiles.jfr;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Calls of a method. Made by [Exact#calls].
///
/// @param type name of its class, as [Class#getName]
/// @param method its name; `<init>` for constructors
/// @param parameters names of its parameters' types; empty for all overloads together
public record MethodCalls(String type, String method, Optional<List<String>> parameters)
    implements Exact {

  public MethodCalls {
    parameters = parameters.map(List::copyOf);
  }

  @Override
  public String title() {
    return "calls of " + this;
  }

  @Override
  public String subject() {
    return "method";
  }

  static MethodCalls parse(String text) {
    int colons = text.indexOf("::");
    if (colons < 1) {
      throw new IllegalArgumentException(
          "method '%s' is not like java.util.regex.Pattern::compile".formatted(text));
    }
    var type = loaded(text.substring(0, colons));
    var rest = text.substring(colons + 2);
    int open = rest.indexOf('(');
    if (open < 0) {
      return of(type, rest);
    }
    if (!rest.endsWith(")")) {
      throw new IllegalArgumentException("method '%s' lacks its ')'".formatted(text));
    }
    var inside = rest.substring(open + 1, rest.length() - 1);
    var parameters =
        Arrays.stream(inside.split(",")).map(String::strip).filter(each -> !each.isEmpty());
    return checked(type, rest.substring(0, open), Optional.of(parameters.toList()));
  }

  static MethodCalls of(Class<?> type, String method) {
    return checked(type, method, Optional.empty());
  }

  static MethodCalls of(Class<?> type, String method, List<Class<?>> parameters) {
    return checked(type, method, Optional.of(parameters.stream().map(Class::getTypeName).toList()));
  }

  /// JFR says nothing about a method that it does not find: a typing error would read as 0 calls.
  private static MethodCalls checked(
      Class<?> type, String method, Optional<List<String>> parameters) {
    if (overloads(type, method).noneMatch(each -> fits(parameters, types(each)))) {
      throw new IllegalArgumentException(
          "no method %s::%s%s: choose from %s"
              .formatted(
                  type.getName(),
                  method,
                  parameters.map(MethodCalls::listed).orElse(""),
                  known(type, method)));
    }
    overloads(type, method)
        .filter(each -> fits(parameters, types(each)))
        .filter(each -> Modifier.isAbstract(each.getModifiers()) || isNative(each))
        .findFirst()
        .ifPresent(each -> refuse(type, each));
    return new MethodCalls(type.getName(), method, parameters);
  }

  private static boolean isNative(Executable each) {
    return Modifier.isNative(each.getModifiers());
  }

  /// JFR counts in the byte code of a method: one without any would read as 0 calls.
  private static void refuse(Class<?> type, Executable each) {
    throw new IllegalArgumentException(
        "%s::%s%s is %s, so it has no code that could count its calls: name %s"
            .formatted(
                type.getName(),
                each.getName(),
                listed(types(each)),
                isNative(each) ? "native" : "abstract",
                isNative(each) ? "the method that calls it" : "the class that implements it"));
  }

  private static boolean fits(Optional<List<String>> wanted, List<String> types) {
    return wanted.isEmpty() || wanted.get().equals(types);
  }

  /// Loads it, since JFR instruments only what is there when the recording starts.
  private static Class<?> loaded(String name) {
    var loader = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException missing) {
      throw new IllegalArgumentException(
          "no class '%s': write its full name, and Outer$Inner for a nested one".formatted(name),
          missing);
    }
  }

  /// Whether a method that JFR counted is meant.
  ///
  /// @param itsParameters as [Signature] reads them
  boolean covers(String itsType, String itsMethod, List<String> itsParameters) {
    return type.equals(itsType) && method.equals(itsMethod) && fits(parameters, itsParameters);
  }

  /// As JFR's filter writes it: the overloads are told apart afterwards.
  String filter() {
    return type + "::" + method;
  }

  private static Stream<Executable> all(Class<?> type) {
    return Stream.concat(
        Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()));
  }

  private static Stream<Executable> overloads(Class<?> type, String method) {
    return all(type).filter(each -> name(each).equals(method));
  }

  private static String name(Executable each) {
    return each instanceof java.lang.reflect.Constructor<?> ? "<init>" : each.getName();
  }

  private static List<String> types(Executable each) {
    return Arrays.stream(each.getParameterTypes()).map(Class::getTypeName).toList();
  }

  private static String known(Class<?> type, String method) {
    var same = overloads(type, method).map(each -> name(each) + listed(types(each))).toList();
    return same.isEmpty()
        ? all(type).map(MethodCalls::name).distinct().sorted().collect(Collectors.joining(", "))
        : String.join(", ", same);
  }

  private static String listed(List<String> types) {
    return "(" + String.join(", ", types) + ")";
  }

  /// As [Exact#calls(String)] reads it.
  @Override
  public String toString() {
    return filter() + parameters.map(MethodCalls::listed).orElse("");
  }
}
