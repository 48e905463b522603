package dev.dyno.engine.embedded.container.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// One file, folder or link: what its tar said about it.
///
/// @param type one of the flags in [TarConstants]; no hard link
/// @param mode permissions and the three special bits, 0 to 07777
/// @param size of the content, in bytes; 0 for all but files
/// @param link where a symbolic link points; else empty
record FileNode(
    byte type,
    int mode,
    long userId,
    long groupId,
    Instant modified,
    long size,
    String link,
    Content content) {
  private static final int PERMISSIONS = 07777;
  private static final int FOLDER_MODE = 0755;
  private static final Content NOTHING = InputStream::nullInputStream;

  /// The bytes of a file.
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  /// A folder that nobody described.
  static FileNode folder(Instant modified) {
    return new FileNode(TarConstants.LF_DIR, FOLDER_MODE, 0, 0, modified, 0, "", NOTHING);
  }

  static FileNode of(TarArchiveEntry entry, Content content) {
    byte type = type(entry);
    boolean isFile = type == TarConstants.LF_NORMAL;
    return new FileNode(
        type,
        entry.getMode() & PERMISSIONS,
        entry.getLongUserId(),
        entry.getLongGroupId(),
        entry.getLastModifiedTime().toInstant(),
        isFile ? entry.getRealSize() : 0,
        entry.isSymbolicLink() ? entry.getLinkName() : "",
        isFile ? content : NOTHING);
  }

  boolean isFolder() {
    return type == TarConstants.LF_DIR;
  }

  boolean isLink() {
    return type == TarConstants.LF_SYMLINK;
  }

  boolean isFile() {
    return type == TarConstants.LF_NORMAL;
  }

  /// A tar header; the same node gives the same bytes.
  TarArchiveEntry header(String name) {
    var full = isFolder() && !name.endsWith("/") ? name + "/" : name;
    var header = new TarArchiveEntry(full, type, true);
    header.setLinkName(link);
    header.setMode(mode);
    header.setUserId(userId);
    header.setGroupId(groupId);
    header.setNames("", "");
    header.setLastModifiedTime(FileTime.from(modified));
    header.setSize(size);
    return header;
  }

  private static byte type(TarArchiveEntry entry) {
    if (entry.isDirectory()) {
      return TarConstants.LF_DIR;
    }
    byte flag = entry.getLinkFlag();
    boolean isFile =
        flag == TarConstants.LF_OLDNORM
            || flag == TarConstants.LF_CONTIG
            || flag == TarConstants.LF_GNUTYPE_SPARSE;
    return isFile ? TarConstants.LF_NORMAL : flag;
  }
}
