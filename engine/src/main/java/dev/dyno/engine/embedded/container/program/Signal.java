package dev.dyno.engine.embedded.container.program;

import java.util.Locale;
import java.util.Optional;

/// A signal of Linux.
public enum Signal {
  HUP(1),
  INT(2),
  QUIT(3),
  ILL(4),
  TRAP(5),
  ABRT(6),
  BUS(7),
  FPE(8),
  KILL(9),
  USR1(10),
  SEGV(11),
  USR2(12),
  PIPE(13),
  ALRM(14),
  TERM(15),
  STKFLT(16),
  CHLD(17),
  CONT(18),
  STOP(19),
  TSTP(20),
  TTIN(21),
  TTOU(22),
  URG(23),
  XCPU(24),
  XFSZ(25),
  VTALRM(26),
  PROF(27),
  WINCH(28),
  IO(29),
  PWR(30),
  SYS(31);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  /// Reads `TERM`, `SIGTERM` or `15`.
  public static Optional<Signal> parse(String text) {
    var name = text.toUpperCase(Locale.ROOT);
    for (var signal : values()) {
      if (name.equals(signal.name())
          || name.equals("SIG" + signal.name())
          || name.equals(Integer.toString(signal.number))) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }

  /// 1 to 31.
  public int number() {
    return number;
  }

  /// What a program that this signal ended returns: 128 and the signal's number.
  public int exitCode() {
    return 128 + number;
  }

  /// Whether a program that does nothing about it goes on, or would only be stopped for a while.
  boolean isHarmless() {
    return switch (this) {
      case CHLD, CONT, STOP, TSTP, TTIN, TTOU, URG, WINCH -> true;
      default -> false;
    };
  }
}
