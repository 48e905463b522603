package dev.dyno.engine.embedded.container.log;

/// The two ways out of a program.
public enum StandardStream {
  /// Standard output.
  OUT(1),
  /// Standard error.
  ERR(2);

  private final int number;

  StandardStream(int number) {
    this.number = number;
  }

  /// The number of its file descriptor, which is also how docker's frames name it: 1 or 2.
  public int number() {
    return number;
  }

  static StandardStream of(int number) {
    return number == 1 ? OUT : ERR;
  }
}
