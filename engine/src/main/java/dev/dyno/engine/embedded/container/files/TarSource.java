package dev.dyno.engine.embedded.container.files;

import java.io.IOException;
import java.io.InputStream;

/// A tar that can be read again, such as the layer of an image.
@FunctionalInterface
public interface TarSource {
  /// The tar from its beginning, without compression.
  InputStream open() throws IOException;
}
