package dev.dyno.bench.alert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Appends a line of JSON to a file. A line that a full disk or a kill cut short stays alone: the
/// next one begins anew.
record LinesCourier(Path file) implements Courier {

  @Override
  public Answer carry(Letter letter) {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        long end = channel.size();
        var line = (cut(channel, end) ? "\n" : "") + letter.json() + "\n";
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          end += channel.write(bytes, end);
        }
        channel.force(true);
      }
      return new Answer.Sent("%s has it".formatted(file));
    } catch (IOException refused) {
      return new Answer.Later(
          "%s cannot be written (%s)".formatted(file, refused.getClass().getSimpleName()),
          Optional.empty());
    }
  }

  private static boolean cut(FileChannel channel, long end) throws IOException {
    var last = ByteBuffer.allocate(1);
    return end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
  }
}
