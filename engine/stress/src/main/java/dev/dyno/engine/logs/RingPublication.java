package dev.dyno.engine.logs;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Who sees that a message waits in the ring gets it, whole.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "nothing waits yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it waits, and is there")
@Outcome(expect = FORBIDDEN, desc = "the index was seen, the slot was not")
@State
public class RingPublication {

  /// A batch by itself, so that nobody waits for more.
  private static final String TEXT = "x".repeat(Channel.BATCH_CHARACTERS);

  private final Channel channel = new Channel(2);

  @Actor
  public void producer() {
    channel.put(new PackedLogMessage(new PackedLogEntry("[a]", 1, 1), TEXT, 7, (byte) 0));
  }

  @Actor
  public void consumer(II_Result result) {
    result.r1 = channel.waiting();
    if (result.r1 > 0) {
      var batch = new LogMessage[Channel.BATCH];
      boolean whole =
          channel.take(batch) == 1
              && batch[0] instanceof PackedLogMessage message
              && message.at() == 7
              && message.text().equals(TEXT)
              && message.entry().prefix().equals("[a]");
      result.r2 = whole ? 1 : 0;
    }
  }
}
