package dev.dyno.engine.embedded.latency;

import java.io.InputStream;

/// Lets a daemon take as long as the current [LatencyProfile] says, which may change while it runs:
/// who waits under the old one goes on at once.
///
/// The time comes on top of what this machine itself takes, which for most operations is a
/// hundredth of it. Times of one operation come from its own generator: the n-th start of a seed
/// takes the same time whatever else happens. Safe for threads; an interrupt ends a wait, but not
/// the loan of a core.
public final class LatencyReplay implements AutoCloseable {
  private volatile Course course = new Course(LatencyProfile.ZERO, 0);

  /// From now on takes the times of this profile.
  ///
  /// @param seed of the times drawn
  public synchronized void use(LatencyProfile profile, long seed) {
    var before = course;
    course = new Course(profile, seed);
    before.end();
  }

  /// The profile in use.
  public LatencyProfile profile() {
    return course.profile();
  }

  /// Takes the time of an operation: waits for its turn, then where nothing is to be done, then
  /// for core tokens and the work on them.
  public void spend(Operation operation) throws InterruptedException {
    course.spend(operation);
  }

  /// Takes the time of requests to a registry, one after the other.
  public void roundTrips(int number) throws InterruptedException {
    course.roundTrips(number);
  }

  /// The body of a layer that comes in no faster than a download does.
  public InputStream download(InputStream body) {
    return new PacedDownload(body, course);
  }

  /// The extraction of an image's layers.
  public Extraction extraction() {
    return new Extraction(this);
  }

  void inflate(long bytes) throws InterruptedException {
    course.inflate(bytes);
  }

  /// Takes the time to compress and send a layer, on one core.
  ///
  /// @param bytes of the blob
  public void upload(long bytes) throws InterruptedException {
    course.upload(bytes);
  }

  /// Back to full speed, also for who waits now.
  @Override
  public void close() {
    use(LatencyProfile.ZERO, 0);
  }
}
