package dev.dyno.engine.embedded.container.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/// The files of one container: those of its image, and what was copied in.
///
/// Safe for threads: a copy into it becomes visible as a whole, and readers go on with what they
/// began with.
public final class ContainerFiles implements AutoCloseable {
  private static final int GZIP_MAGIC = 0x1f8b;

  private final ImageFiles image;
  private final Path folder;
  private final String workdir;
  private final FileNode emptyFolder;
  private FileTree upper;
  private boolean closed;

  /// @param folder for what is copied in; absent until then
  /// @param workdir a folder that the container has, also when its image has none
  public ContainerFiles(ImageFiles image, Path folder, String workdir) {
    this.image = image;
    this.folder = folder;
    this.workdir = Names.clean(workdir);
    this.emptyFolder = FileNode.folder(Instant.now());
    this.upper = new FileTree();
  }

  /// Opens a file for a program.
  ///
  /// @param path absolute, or relative to `from`
  /// @throws IOException whose message is what `strerror` would say
  public InputStream open(String path, String from) throws IOException {
    var files = view();
    var resolved = files.resolve(path.startsWith("/") ? path : from + "/" + path, true);
    if (files.isFolder(resolved)) {
      throw new IOException("Is a directory");
    }
    return files.get(resolved).orElseThrow(FilesException.Missing::new).content().open();
  }

  /// Chooses what to copy out: a file, a link or a folder with all that is in it.
  ///
  /// @throws FilesException.Missing when there is nothing
  /// @throws FilesException.Refused when the path leads out of the root
  public Selection select(String path) throws IOException {
    Names.cleanInside(path);
    var files = view();
    var resolved = files.resolve(path, false);
    var node =
        resolved.isEmpty()
            ? emptyFolder
            : files.get(resolved).orElseThrow(FilesException.Missing::new);
    return new Selection(files, path, resolved, node);
  }

  /// Puts the content of a tar, compressed with gzip or not, into a folder.
  ///
  /// @throws FilesException.Missing when the folder is not there
  /// @throws FilesException.Refused when it is no folder, or for a name that leads out of it, or
  ///     when a folder would replace a file; nothing has changed then
  public void extract(String path, InputStream tar) throws IOException {
    Names.cleanInside(path);
    requireFolder(view(), path);
    var file = newFile();
    try {
      store(tar, file);
      add(path, StoredTar.read(file));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /// Whether anything was copied in.
  public synchronized boolean isChanged() {
    return upper.all().values().stream().anyMatch(node -> !node.equals(emptyFolder));
  }

  /// Writes a tar of all that was copied in: the same files give the same tar.
  ///
  /// @return its bytes
  public long writeChanges(OutputStream out) throws IOException {
    var tar = new NodeTar(out);
    for (var change : changes().all().entrySet()) {
      if (!change.getValue().equals(emptyFolder)) {
        tar.add(change.getKey(), change.getValue());
      }
    }
    return tar.finish();
  }

  /// Deletes what was copied in.
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    Folders.delete(folder);
  }

  private synchronized FileTree changes() {
    return upper;
  }

  private Overlay view() throws IOException {
    var lower = image.tree();
    synchronized (this) {
      var files = new Overlay(upper, lower);
      if (workdir.isEmpty() || files.get(workdir).isPresent()) {
        return files;
      }
      var changed = new Overlay(new FileTree(upper), lower);
      changed.put(workdir, emptyFolder, emptyFolder);
      upper = changed.upper();
      return changed;
    }
  }

  private void add(String path, StoredTar tar) throws IOException {
    var lower = image.tree();
    synchronized (this) {
      requireOpen();
      var changed = new Overlay(new FileTree(upper), lower);
      new Upload(changed, requireFolder(changed, path)).add(tar);
      upper = changed.upper();
    }
  }

  private static String requireFolder(Overlay files, String path) throws FilesException {
    var resolved = files.resolve(path, true);
    if (files.isFolder(resolved)) {
      return resolved;
    }
    throw files.get(resolved).isPresent()
        ? new FilesException.Refused("extraction point is not a directory")
        : new FilesException.Missing();
  }

  private synchronized Path newFile() throws IOException {
    requireOpen();
    return Files.createTempFile(Files.createDirectories(folder), "copy", ".tar");
  }

  private synchronized void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the container was removed");
    }
  }

  private static void store(InputStream tar, Path file) throws IOException {
    try (var in = inflated(tar);
        var out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }

  private static InputStream inflated(InputStream body) throws IOException {
    var buffered = new BufferedInputStream(body);
    buffered.mark(2);
    int magic = (buffered.read() << 8) | buffered.read();
    buffered.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(buffered) : buffered;
  }
}
