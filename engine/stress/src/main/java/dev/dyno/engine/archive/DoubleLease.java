package dev.dyno.engine.archive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two ask for a buffer while one is idle: it is lent to one of them, and nobody waits.
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "two buffers, both counted")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "one buffer lent twice")
@Outcome(expect = FORBIDDEN, desc = "a lease that is not counted")
@State
public class DoubleLease {

  private final PooledBuffers buffers = new PooledBuffers(1);
  private Buffers.Lease first = buffers.lease();
  private Buffers.Lease second = first;

  /// One idle.
  public DoubleLease() {
    first.close();
  }

  @Actor
  public void one() {
    first = buffers.lease();
  }

  @Actor
  public void other() {
    second = buffers.lease();
  }

  @Arbiter
  public void both(II_Result result) {
    result.r1 = first.bytes() == second.bytes() ? 0 : 1;
    result.r2 = buffers.lent();
  }
}
