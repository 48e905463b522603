package dev.dyno.engine.logs;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two put a message into the ring: both are in it, neither over the other.
@JCStressTest
@Outcome(
    id = {"1, 2", "2, 1"},
    expect = ACCEPTABLE,
    desc = "both, in either order")
@Outcome(expect = FORBIDDEN, desc = "one is lost, or stands twice")
@State
public class TwoProducers {

  private final Channel channel = new Channel(2);
  private final LogEntry entry = new PackedLogEntry("[a]", 1, 1);

  @Actor
  public void one() {
    channel.put(new PackedLogMessage(entry, "one", 1, (byte) 0));
  }

  @Actor
  public void other() {
    channel.put(new PackedLogMessage(entry, "other", 2, (byte) 0));
  }

  @Arbiter
  public void drain(II_Result result) {
    channel.close();
    var batch = new LogMessage[Channel.BATCH];
    int count = channel.take(batch);
    result.r1 = count > 0 ? (int) batch[0].at() : 0;
    result.r2 = count > 1 ? (int) batch[1].at() : 0;
  }
}
