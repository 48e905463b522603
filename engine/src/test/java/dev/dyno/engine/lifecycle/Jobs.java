package dev.dyno.engine.lifecycle;

import dev.dyno.engine.registry.ImageReference;
import java.util.List;

/// Jobs for tests.
final class Jobs {

  static final ImageReference APP = ImageReference.parse("app:1");

  private Jobs() {}

  /// One of each kind, the least important first.
  static <T> List<Job<T>> ofEveryKind(Work<T> work) {
    return List.of(
        new Job.Build<>(APP, work),
        new Job.Push<>(APP, work),
        new Job.Pull<>(APP, work),
        new Job.Start<>("web", work),
        new Job.Stop<>("web", work));
  }
}
