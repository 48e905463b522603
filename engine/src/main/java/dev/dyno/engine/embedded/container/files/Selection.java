package dev.dyno.engine.embedded.container.files;

import java.io.IOException;
import java.io.OutputStream;

/// What a client copies out of a container, as it was when it was chosen.
public final class Selection {
  private final Overlay files;
  private final String resolved;
  private final FileNode node;
  private final String name;
  private final PathStat stat;

  /// @param path as the client wrote it
  /// @param resolved without the links that lead to it
  Selection(Overlay files, String path, String resolved, FileNode node) throws IOException {
    this.files = files;
    this.resolved = resolved;
    this.node = node;
    this.name = nameInTar(path);
    this.stat = PathStat.of(name, node, node.isLink() ? "/" + files.resolve(path, true) : "");
  }

  /// What it is.
  public PathStat stat() {
    return stat;
  }

  /// Writes it as a tar whose names begin with the last part of the path, as dockerd does.
  public void writeTo(OutputStream out) throws IOException {
    var tar = new NodeTar(out);
    tar.add(name, node);
    if (node.isFolder()) {
      for (var child : files.below(resolved).entrySet()) {
        var relative = child.getKey().substring(resolved.isEmpty() ? 0 : resolved.length() + 1);
        tar.add(name.endsWith("/") ? name + relative : name + "/" + relative, child.getValue());
      }
    }
    tar.finish();
  }

  private static String nameInTar(String path) {
    var clean = Names.clean(path);
    if (clean.isEmpty()) {
      return "/";
    }
    return path.endsWith("/.") ? "." : Names.last(clean);
  }
}
