package dev.dyno.profiles.jfr;

/// Closes a subject where that means something.
@FunctionalInterface
interface Ending extends AutoCloseable {

  static Ending of(Object subject) {
    return subject instanceof AutoCloseable closeable ? () -> close(closeable) : () -> {};
  }

  private static void close(AutoCloseable subject) {
    try {
      subject.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while closing " + subject, interrupted);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException("%s does not close".formatted(subject), failed);
    }
  }

  @Override
  void close();
}
