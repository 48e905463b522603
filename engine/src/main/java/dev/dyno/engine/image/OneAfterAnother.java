package dev.dyno.engine.image;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.image.EnsureException.Failure;
import dev.dyno.engine.registry.AuthException;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.util.ArrayList;
import java.util.List;

/// `parallel-pulls` off: a pull starts when the one before it has ended.
record OneAfterAnother(SingleImage single) implements ImageEnsure {

  @Override
  public int inFlight() {
    return single.inFlight();
  }

  @Override
  public void ensure(
      List<ImageReference> images, Platform platform, TimeLimit each, Deadline deadline)
      throws EnsureException {
    var failures = new ArrayList<Failure>();
    for (var image : images.stream().distinct().toList()) {
      try {
        single.ensure(image, platform, each, deadline);
      } catch (RuntimeFailure | AuthException failure) {
        failures.add(new Failure(image, failure));
      }
    }
    if (!failures.isEmpty()) {
      throw new EnsureException(failures);
    }
  }
}
