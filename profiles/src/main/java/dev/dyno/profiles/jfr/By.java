package dev.dyno.profiles.jfr;

/// How occurrences are put together.
public enum By {
  /// By what they were about: class, path, address, program.
  SUBJECT {
    @Override
    String key(Occurrence each) {
      return each.subject();
    }
  },
  /// By the innermost frame outside the JDK.
  SITE {
    @Override
    String key(Occurrence each) {
      return each.stack().site();
    }
  },
  /// By the thread that acted.
  THREAD {
    @Override
    String key(Occurrence each) {
      return each.actor().map(Occurrence.Actor::toString).orElse("unknown thread");
    }
  };

  abstract String key(Occurrence each);
}
