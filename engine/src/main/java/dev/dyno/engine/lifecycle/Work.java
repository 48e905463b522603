package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;

/// What a [Job] does.
///
/// @param <T> what it makes
@FunctionalInterface
public interface Work<T> {

  /// Does it, on a virtual thread that belongs to this job alone and is interrupted when time is
  /// up or the job is cancelled.
  ///
  /// @param limit to pass down; the time in the queue is not part of it
  /// @return what only the job's submitter gets; closed when it is [AutoCloseable] and comes after
  ///     the job was given up
  /// @throws Exception that only the job's submitter gets
  T run(Deadline limit) throws Exception;

  /// Undoes what a run that was given up may have left, with time of its own. By default, nothing.
  ///
  /// @throws Exception that is added to the job's failure
  default void cleanUp(Deadline allowance) throws Exception {}
}
