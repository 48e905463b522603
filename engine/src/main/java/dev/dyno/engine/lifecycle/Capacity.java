package dev.dyno.engine.lifecycle;

/// How much a pool of workers takes on.
///
/// @param workers threads, 1 to 1,000
/// @param queued jobs that wait without their submitters waiting, too; 1 to 1,000,000
public record Capacity(int workers, int queued) {

  /// What the performance plan (2.1) asks for.
  public static final Capacity PLANNED = new Capacity(4, 100);

  private static final int MOST_WORKERS = 1_000;
  private static final int MOST_QUEUED = 1_000_000;

  /// Checks both.
  public Capacity {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new IllegalArgumentException(
          "%d workers: choose 1 to %d".formatted(workers, MOST_WORKERS));
    }
    if (queued < 1 || queued > MOST_QUEUED) {
      throw new IllegalArgumentException(
          "a queue of %d: choose 1 to %d".formatted(queued, MOST_QUEUED));
    }
  }
}
