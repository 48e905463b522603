package dev.dyno.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// `streaming-tar` on: a producer on a virtual thread writes into a bounded pipe while the reader
/// reads. Memory is the pipe's size, whatever the tree's.
record StreamedContext(ContextTar tar) implements BuildContext {

  /// A 1 KiB pipe, the JDK's default, is ten times slower than none; from 64 KiB on it pays, and 1
  /// MiB was the fastest of those tried.
  private static final int PIPE = 1 << 20;

  @Override
  public InputStream open(Path files, String name) throws IOException {
    var tree = new ReadAhead(ContextTree.of(files, name));
    var pipe = new Pipe(PIPE);
    Thread.ofVirtual().name("dyno-context").start(() -> produce(tree, pipe));
    return pipe.reader();
  }

  private void produce(Entries tree, Pipe pipe) {
    try {
      tar.write(tree, pipe.writer());
      pipe.finish();
    } catch (IOException failure) {
      pipe.fail(failure);
    } catch (RuntimeException | Error bug) {
      pipe.fail(new ArchiveException("the archive's producer failed: " + bug, bug));
    }
  }
}
