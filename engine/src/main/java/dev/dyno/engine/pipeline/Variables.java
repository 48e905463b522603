package dev.dyno.engine.pipeline;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values for `${name}`.
///
/// @param values by name
/// @param below declared, but without a value by now
record Variables(Map<String, String> values, Set<String> below) {

  private static final Pattern USE = Pattern.compile("\\$(?:\\$|\\{([^}]*)\\}|)");

  Variables {
    values = Map.copyOf(values);
    below = Set.copyOf(below);
  }

  /// All that there are.
  Variables(Map<String, String> values) {
    this(values, Set.of());
  }

  /// The text with every `${name}` replaced, and `$$` by a dollar. A dollar before anything else is
  /// one.
  ///
  /// @param line for the message
  /// @throws Misread when there is no such variable
  String expand(String text, int line) throws Misread {
    if (text.indexOf('$') < 0) {
      return text;
    }
    var uses = USE.matcher(text);
    var expanded = new StringBuilder();
    while (uses.find()) {
      uses.appendReplacement(expanded, Matcher.quoteReplacement(value(uses, line)));
    }
    return uses.appendTail(expanded).toString();
  }

  private String value(Matcher use, int line) throws Misread {
    var name = use.group(1);
    if (name == null) {
      return "$";
    }
    var value = values.get(name);
    if (below.contains(name)) {
      throw new Misread(
          line,
          "variable '%s' has no value yet: one may use only those declared above it; move '%s' up"
              .formatted(name, name));
    }
    if (value == null) {
      throw new Misread(
          line,
          "variable '%s' is not known: declare it under 'variables', which has %s; or write $${%s}"
              .formatted(name, new TreeMap<>(values).keySet(), name));
    }
    return value;
  }
}
