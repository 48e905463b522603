package dev.dyno.agent;

/// The words on the line between a measured fork and its coordinator. Numbers and strings travel as
/// [java.io.DataOutputStream] writes them.
public final class Words {

  /// First word of a fork: [#VERSION], its token, then pairs of name and value, their count first.
  public static final byte HELLO = 1;

  /// Asked before an iteration: may I? Followed by whether it only warms up.
  public static final byte READY = 2;

  /// The coordinator's answer: run.
  public static final byte GO = 3;

  /// What the iteration was like; see the fields of `Reading` in [TurnProfiler] for what follows.
  /// At the end how long single invocations took, when JMH sampled them: how many buckets, then
  /// each one's number and count. Bucket `i` holds what lies from `2^(i/128)` to `2^((i+1)/128)` of
  /// the score's unit.
  public static final byte RESULT = 4;

  /// The coordinator's answer: taken, go on.
  public static final byte TAKEN = 5;

  /// Another answer to [#READY]: wake the benchmark's own thread, for nothing, and ask on.
  public static final byte WAKE = 6;

  /// The fork's: it is woken.
  public static final byte WOKEN = 7;

  /// Of these words; a coordinator refuses another.
  public static final int VERSION = 5;

  private Words() {}
}
