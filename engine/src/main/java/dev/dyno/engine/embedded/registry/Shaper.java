package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Pacing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/// Applies the current [Shape], which may change while bytes flow.
final class Shaper {
  private static final int LARGEST_CHUNK = 64 * 1024;
  private static final int SMALLEST_CHUNK = 256;
  // Fifty chunks a second look like a steady flow.
  private static final int CHUNKS_PER_SECOND = 50;

  private final TokenBucket shared = new TokenBucket();
  private volatile Shape shape = Shape.UNSHAPED;

  void use(Shape next) {
    shape = next;
  }

  void delay() throws IOException {
    sleep(shape.latencyPerRequest());
  }

  Pacing pacingFor(Exchange exchange) {
    var own = exchange.perConnection(TokenBucket.class, TokenBucket::new);
    return new Pacing() {
      @Override
      public int chunk() {
        var now = shape;
        return Math.min(
            chunkFor(now.bytesPerSecondPerConnection()), chunkFor(now.bytesPerSecondShared()));
      }

      @Override
      public void take(int bytes) throws IOException {
        var now = shape;
        var wait = own.take(bytes, now.bytesPerSecondPerConnection());
        var waitShared = shared.take(bytes, now.bytesPerSecondShared());
        sleep(wait.compareTo(waitShared) > 0 ? wait : waitShared);
      }
    };
  }

  private static int chunkFor(long bytesPerSecond) {
    return bytesPerSecond == 0
        ? LARGEST_CHUNK
        : Math.clamp(bytesPerSecond / CHUNKS_PER_SECOND, SMALLEST_CHUNK, LARGEST_CHUNK);
  }

  private static void sleep(Duration wait) throws IOException {
    if (wait.isZero()) {
      return;
    }
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while shaping the traffic");
    }
  }
}
