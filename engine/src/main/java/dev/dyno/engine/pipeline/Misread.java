package dev.dyno.engine.pipeline;

/// What is being read cannot be; its reader goes on with the next thing.
final class Misread extends Exception {

  private static final long serialVersionUID = 1;

  private final int line;

  Misread(int line, String message) {
    super(message);
    this.line = line;
  }

  Problem problem() {
    return new Problem(line, String.valueOf(getMessage()));
  }
}
