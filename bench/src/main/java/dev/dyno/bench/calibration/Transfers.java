package dev.dyno.bench.calibration;

import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/// Times images on their way between one daemon and a registry, of one layer each.
final class Transfers {

  /// Of a layer that takes its time; cannot be compressed.
  static final int LARGE_BYTES = 8 << 20;

  private static final int SMALL_BYTES = 1024;

  private final Workbench bench;
  private final Stopwatch watch;
  private final String registry;
  private final Path context;

  /// @param registry `host:port`, without a login
  /// @param context empty folder
  Transfers(Workbench bench, Stopwatch watch, String registry, Path context) {
    this.bench = bench;
    this.watch = watch;
    this.registry = registry;
    this.context = context;
  }

  /// Pushes and pulls images that neither side has seen before.
  ///
  /// @param random their content
  void round(Random random) throws RuntimeFailure, IOException, InterruptedException {
    var small = built("small", SMALL_BYTES, random);
    push(small);
    watch.time(Timed.Transfer.PUSH_AGAIN, () -> push(small));
    bench.remove(small);
    watch.time(Timed.Transfer.PULL_SMALL, () -> pull(small));
    watch.time(Timed.Transfer.PULL_AGAIN, () -> pull(small));
    bench.remove(small);

    var large = built("large", LARGE_BYTES, random);
    watch.time(Timed.Transfer.PUSH_LARGE, () -> push(large));
    bench.remove(large);
    watch.time(Timed.Transfer.PULL_LARGE, () -> pull(large));
    bench.remove(large);
  }

  private ImageReference built(String what, int bytes, Random random)
      throws RuntimeFailure, IOException {
    var content = new byte[bytes];
    random.nextBytes(content);
    Files.createDirectories(context);
    Files.write(context.resolve("content"), content);
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY content /content\n");
    var image = ImageReference.parse(registry + "/" + bench.name(what).familiar());
    bench.build(image, context);
    return image;
  }

  private void push(ImageReference image) throws RuntimeFailure {
    bench.runtime().push(image, Optional.empty(), Workbench.limit());
  }

  private void pull(ImageReference image) throws RuntimeFailure {
    bench.noted(image);
    bench.runtime().pull(image, Platform.host(), Optional.empty(), Workbench.limit());
  }
}
