package dev.dyno.profiles.jfr;

/// Who watches the current thread.
final class Watching {

  static final ScopedValue<Watcher> BY = ScopedValue.newInstance();

  private Watching() {}
}
