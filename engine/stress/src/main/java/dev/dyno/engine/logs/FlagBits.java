package dev.dyno.engine.logs;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// Flags as bits of one byte: what goes wrong when two write them, and how the engine avoids it.
public final class FlagBits {

  private FlagBits() {}

  /// The naive way: each writer reads the byte, sets its bit and writes the byte back.
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "both bits")
  @Outcome(
      id = {"1", "2"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "a bit is lost")
  @Outcome(expect = FORBIDDEN, desc = "impossible")
  @State
  public static class Naive {

    private byte flags;

    @Actor
    public void one() {
      flags |= 1;
    }

    @Actor
    public void other() {
      flags |= 2;
    }

    @Arbiter
    public void after(I_Result result) {
      result.r1 = flags;
    }
  }

  /// The engine's: the bits of a message are set when it is made, and never again. Published even
  /// by a race, it shows all of them.
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "no message yet")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "over, and failed")
  @Outcome(expect = FORBIDDEN, desc = "some of the bits")
  @State
  public static class OfMessage {

    private final LogEntry entry = new PackedLogEntry("[a]", 1, 1);
    private @Nullable LogMessage message;

    @Actor
    public void sender() {
      message = new PackedLogMessage(entry, "why", 1, PackedLogMessage.FAILS);
    }

    @Actor
    public void receiver(II_Result result) {
      var seen = message;
      result.r1 = seen == null ? 0 : seen.ends() ? 1 : 2;
      result.r2 = seen == null ? 0 : seen.fails() ? 1 : 2;
    }
  }

  /// The engine's: a routine's bits are written by the one who shows it, from messages in the
  /// order of the ring, and a line that was sent at the same time takes none away.
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "over and failed")
  @Outcome(expect = FORBIDDEN, desc = "a bit is lost")
  @State
  public static class OfEntry {

    private final Channel channel = new Channel(2);
    private final LogEntry entry = new PackedLogEntry("[a]", 1, 1);

    @Actor
    public void line() {
      channel.put(new PackedLogMessage(entry, "line", 1, PackedLogMessage.LINE));
    }

    @Actor
    public void failure() {
      channel.put(new PackedLogMessage(entry, "why", 2, PackedLogMessage.FAILS));
    }

    @Arbiter
    public void show(II_Result result) {
      channel.close();
      var batch = new LogMessage[Channel.BATCH];
      for (int i = channel.take(batch) - 1; i >= 0; i--) {
        if (batch[i].fails()) {
          entry.end(true, batch[i].at());
        } else {
          entry.add(batch[i].text());
        }
      }
      result.r1 = entry.ended() ? 1 : 0;
      result.r2 = entry.failed() ? 1 : 0;
    }
  }
}
