package dev.dyno.engine.archive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// Two give back the same lease: one of them is told, and the buffer comes back once.
@JCStressTest
@Outcome(id = "(0, 1|1, 0), 0", expect = ACCEPTABLE, desc = "one is refused")
@Outcome(id = "1, 1, .*", expect = FORBIDDEN, desc = "given back twice")
@Outcome(expect = FORBIDDEN, desc = "never given back, or miscounted")
@State
public class DoubleReturn {

  private final PooledBuffers buffers = new PooledBuffers(1);
  private final Buffers.Lease lease = buffers.lease();

  @Actor
  public void one(III_Result result) {
    result.r1 = close();
  }

  @Actor
  public void other(III_Result result) {
    result.r2 = close();
  }

  @Arbiter
  public void after(III_Result result) {
    result.r3 = buffers.lent();
  }

  private int close() {
    try {
      lease.close();
      return 1;
    } catch (IllegalStateException closedTwice) {
      return 0;
    }
  }
}
