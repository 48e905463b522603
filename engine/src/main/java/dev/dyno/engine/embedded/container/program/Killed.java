package dev.dyno.engine.embedded.container.program;

/// A signal ended the program.
public final class Killed extends Exception {
  private static final long serialVersionUID = 1;

  private final Signal by;

  Killed(Signal by) {
    super("ended by SIG" + by);
    this.by = by;
  }

  /// The signal.
  public Signal by() {
    return by;
  }
}
