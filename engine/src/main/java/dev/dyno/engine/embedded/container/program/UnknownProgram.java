package dev.dyno.engine.embedded.container.program;

/// A command that nothing here can run; the message names the program and what there is instead.
public final class UnknownProgram extends Exception {
  private static final long serialVersionUID = 1;

  /// The exit code of a program that was not found, as shells and docker have it.
  public static final int EXIT_CODE = 127;

  private static final String ADVICE =
      "the embedded daemon runs only the built-in programs emit, sleep, exit, echo, cat, true, "
          + "false and sh -c with those; for others set DOCKER_HOST to a real daemon";

  private UnknownProgram(String message) {
    super(message + ": " + ADVICE);
  }

  /// In dockerd's words, which docker recognizes to exit with 127.
  static UnknownProgram notFound(String program) {
    return new UnknownProgram(
        "exec: \"%s\": executable file not found in $PATH".formatted(program));
  }

  static UnknownProgram unsupported(String what) {
    return new UnknownProgram(what + " is not supported");
  }
}
