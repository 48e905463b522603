package dev.dyno.bench.cli;

import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.verdict.Gated;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.MatrixEffects;
import java.util.ArrayList;
import java.util.List;

/// What the program tells its caller. 1 is what an uncaught exception gives: always a bug.
enum ExitCode {
  PASS(0),
  USAGE(2),
  REGRESSED(3),
  UNDECIDED(4),
  NOTHING_MEASURED(5),
  ENVIRONMENT(6),
  CRASHED(7);

  /// Each says less than those before it.
  private static final List<ExitCode> WORST_FIRST =
      List.of(REGRESSED, CRASHED, ENVIRONMENT, USAGE, NOTHING_MEASURED, UNDECIDED);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /// By its number.
  static ExitCode of(int number) {
    for (var code : values()) {
      if (code.number == number) {
        return code;
      }
    }
    throw new IllegalArgumentException("no exit code is %d".formatted(number));
  }

  /// That of several runs together.
  static int worst(List<Integer> exits) {
    for (var code : WORST_FIRST) {
      if (exits.contains(code.number)) {
        return code.number;
      }
    }
    return exits.contains(1) ? CRASHED.number : PASS.number;
  }

  /// Of a gate, its decision; of a run that judges nobody, only what failed counts.
  static ExitCode of(Judged run) {
    if (run.gate().isPresent()) {
      return of(run.gate().get().decision());
    }
    var endings = new ArrayList<Ending.Kind>();
    run.measurement().comparisons().forEach(each -> endings.add(each.ending().kind()));
    run.measurement()
        .matrix()
        .ifPresent(matrix -> matrix.runs().forEach(each -> endings.add(each.ending().kind())));
    if (endings.contains(Ending.Kind.CRASHED)) {
      return CRASHED;
    }
    if (endings.contains(Ending.Kind.ENVIRONMENT)) {
      return ENVIRONMENT;
    }
    boolean told =
        run.judgements().stream().anyMatch(Judgement::primary)
            || run.matrix().map(MatrixEffects::tellsAnything).orElse(false);
    return told ? PASS : NOTHING_MEASURED;
  }

  private static ExitCode of(Gated.Decision decision) {
    return switch (decision) {
      case PASS -> PASS;
      case REGRESSED -> REGRESSED;
      case UNDECIDED -> UNDECIDED;
      case UNCOVERED, STOPPED -> NOTHING_MEASURED;
      case ENVIRONMENT -> ENVIRONMENT;
      case CRASHED -> CRASHED;
    };
  }
}
