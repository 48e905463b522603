package dev.dyno.engine.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.toggle.Toggles;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A job is submitted while the workers' queue is closed: it is handed out or refused, never both
/// and never neither.
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "taken on, and handed out")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "refused")
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "taken on, and dropped")
@Outcome(id = "0, 1", expect = FORBIDDEN, desc = "refused, and handed out")
@State
public class SubmitAgainstClose {

  private static final TimeoutPolicy POLICY =
      TimeoutPolicy.chosenBy(Toggles.none(), Patience.usual());
  private static final Deadline NEVER = Deadline.none();

  private final JobQueue queue = new JobQueue(1);
  private final Task<String> task =
      new Task<>(new Job.Start<>("web", _ -> "started"), NEVER, POLICY, queue);

  @Actor
  public void submitter(II_Result result) {
    result.r1 = queue.enter(task) ? 1 : 0;
  }

  @Actor
  public void closer() {
    queue.close();
  }

  @Arbiter
  public void worker(II_Result result) {
    result.r2 = queue.take().isPresent() ? 1 : 0;
  }
}
