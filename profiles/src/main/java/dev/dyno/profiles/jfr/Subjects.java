package dev.dyno.profiles.jfr;

/// What occurrences of a signal can be about. A filter by something else would find nothing, and an
/// assertion on nothing would pass for ever.
final class Subjects {

  private Subjects() {}

  /// Whether subjects are names of classes.
  static boolean areClasses(Exact signal) {
    return signal == Fact.EXCEPTIONS_THROWN || signal == Fact.CONTENDED_MONITORS;
  }

  /// Whether subjects are paths, or may be: what fields of custom events hold is not known.
  static boolean arePaths(Exact signal) {
    return signal == Fact.FILE_READS || signal == Fact.FILE_WRITES || signal instanceof CustomEvent;
  }

  /// @throws IllegalArgumentException when no occurrence can have this subject; says why
  static void check(Exact signal, String subject) {
    if (areClasses(signal) && !isClass(subject)) {
      throw new IllegalArgumentException(
          "no class '%s', so %s are never of it: write its full name, and Outer$Inner for a nested one, or pass the class"
              .formatted(subject, signal.title()));
    }
    if (signal instanceof Fact fact
        && !fact.traced().isEmpty()
        && !fact.traced().contains(subject)) {
      throw new IllegalArgumentException(
          "%s are recorded by method, not by path or address, so none is of '%s': choose from %s, filter by from() or on(), or look at reads and writes"
              .formatted(fact.title(), subject, fact.traced()));
    }
  }

  private static boolean isClass(String name) {
    try {
      var loader = Thread.currentThread().getContextClassLoader();
      return Class.forName(name, false, loader).getName().equals(name);
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /// Whether an occurrence is about what was asked for.
  static boolean same(Exact signal, String asked, String seen) {
    return seen.equals(asked)
        || (signal == Fact.PROCESSES_STARTED
            && asked.indexOf('/') < 0
            && seen.endsWith("/" + asked));
  }
}
