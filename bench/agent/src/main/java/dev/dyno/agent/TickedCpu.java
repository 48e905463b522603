package dev.dyno.agent;

/// Takes one thread's CPU time off the process's, turn by turn. The system counts a process's in
/// ticks, often of 10 ms, and a thread's exactly: what a turn's ticks do not hold is taken off the
/// next one's, so that no turn's is below 0, and the sum over turns no further off than the ticks'.
final class TickedCpu {

  private long owed;

  /// The next turn's, in nanoseconds, as all are.
  long without(long process, long thread) {
    long others = process - thread - owed;
    owed = Math.max(0, -others);
    return Math.max(0, others);
  }
}
