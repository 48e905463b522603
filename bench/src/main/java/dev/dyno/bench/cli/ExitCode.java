package dev.dyno.bench.cli;

/// What the program tells its caller. 1 is what an uncaught exception gives: always a bug.
enum ExitCode {
  PASS(0),
  USAGE(2),
  REGRESSED(3),
  UNDECIDED(4),
  NOTHING_MEASURED(5),
  ENVIRONMENT(6),
  CRASHED(7);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
