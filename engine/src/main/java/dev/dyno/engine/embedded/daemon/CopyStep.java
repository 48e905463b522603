package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.ContentStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Makes the layer of one `COPY`: the same files give the same layer.
///
/// Without a file system of the base image at hand, a destination counts as a folder when it ends
/// in `/`, is the working folder, or is the target of several files.
final class CopyStep {
  private final BuildContext context;
  private final String workdir;
  // Names in the image, without leading slash, to names in the context.
  private final TreeMap<String, String> files = new TreeMap<>();

  CopyStep(BuildContext context, String workdir) {
    this.context = context;
    this.workdir = workdir;
  }

  /// Adds the files of one instruction, with its variables replaced.
  void add(Instruction.Copy copy, Variables variables) throws DaemonError {
    var target = variables.expand(copy.target());
    var absolute = BuildContext.normalized(Path.of(workdir).resolve(target).toString());
    var sources = new ArrayList<String>();
    for (var source : copy.sources()) {
      var found = context.find(variables.expand(source));
      if (found.isEmpty()) {
        throw new DaemonError(
            400,
            "%s failed: file not found in build context or excluded by .dockerignore: stat %s: file does not exist"
                .formatted(copy.text().split("\\s", 2)[0], source));
      }
      sources.addAll(found);
    }
    var intoFolder =
        target.endsWith("/")
            || target.endsWith(".")
            || sources.size() > 1
            || absolute.equals(BuildContext.normalized(workdir));
    for (var source : sources) {
      add(source, absolute, intoFolder);
    }
  }

  /// Stores the layer, under the lease.
  Layer store(ContentStore content, Lease lease) throws IOException {
    return NewLayer.store(content, lease, this::writeTar);
  }

  private void add(String source, String target, boolean intoFolder) {
    if (context.file(source).isPresent()) {
      files.put(intoFolder ? joined(target, baseName(source)) : target, source);
      return;
    }
    for (var name : context.below(source)) {
      var relative = source.isEmpty() ? name : name.substring(source.length() + 1);
      files.put(joined(target, relative), name);
    }
  }

  /// Returns the bytes written.
  private long writeTar(OutputStream out) throws IOException {
    var tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (var file : files.entrySet()) {
      var source = context.entry(file.getValue());
      tar.putArchiveEntry(entry(file.getKey(), source));
      if (source.isFile()) {
        try (var in = context.open(source)) {
          in.transferTo(tar);
        }
      }
      tar.closeArchiveEntry();
    }
    tar.close();
    return tar.getBytesWritten();
  }

  // As docker does: everything belongs to root, mode and time come from the context.
  private static TarArchiveEntry entry(String name, TarArchiveEntry source) {
    var entry =
        source.isSymbolicLink()
            ? new TarArchiveEntry(name, TarConstants.LF_SYMLINK)
            : new TarArchiveEntry(source.isDirectory() ? name + "/" : name);
    if (source.isSymbolicLink()) {
      entry.setLinkName(source.getLinkName());
    }
    entry.setMode(source.getMode());
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setModTime(source.getLastModifiedTime());
    entry.setSize(source.isFile() ? source.getSize() : 0);
    return entry;
  }

  private static String joined(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
