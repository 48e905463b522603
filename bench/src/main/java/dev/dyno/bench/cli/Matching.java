package dev.dyno.bench.cli;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Regular expressions that users give.
final class Matching {

  private Matching() {}

  /// Whether a text has the expression anywhere in it.
  ///
  /// @param asked how the user gave it, for people: `--benchmark`
  static Predicate<String> of(String asked, String expression) throws UsageException {
    try {
      return Pattern.compile(expression).asPredicate();
    } catch (PatternSyntaxException broken) {
      throw new UsageException(
          "%s '%s' is no regular expression: %s"
              .formatted(asked, expression, broken.getDescription()),
          broken);
    }
  }
}
