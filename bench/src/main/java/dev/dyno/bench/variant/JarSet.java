package dev.dyno.bench.variant;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/// A jar, and what its manifest puts beside it on the class path: a thin jar is nothing without its
/// libraries, so both are copied, hashed and compared together.
///
/// `Class-Path` is read as the JVM does ("Class-Path attribute" in the JAR File Specification):
/// relative addresses, from the jar; one that ends with a slash is a folder of classes; what is not
/// there is ignored; libraries may name more.
///
/// @param parts the jar first, then files and folders in the order of the class path
record JarSet(List<Path> parts) {

  JarSet {
    parts = List.copyOf(parts);
  }

  /// Reads a jar's manifest, and those of its libraries.
  static JarSet of(Path jar) throws IOException {
    var parts = new LinkedHashSet<Path>();
    collect(jar.toAbsolutePath().normalize(), parts);
    return new JarSet(List.copyOf(parts));
  }

  private static void collect(Path part, SequencedSet<Path> parts) throws IOException {
    if (!parts.add(part) || Files.isDirectory(part)) {
      return;
    }
    for (var named : named(part)) {
      var next = beside(part, named);
      if (next.isPresent() && Files.exists(next.get())) {
        collect(next.get(), parts);
      }
    }
  }

  private static List<String> named(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      var manifest = file.getManifest();
      var list =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return list == null || list.isBlank() ? List.of() : List.of(list.strip().split(" +", -1));
    }
  }

  private static Optional<Path> beside(Path jar, String named) {
    try {
      return Optional.of(Path.of(jar.toUri().resolve(URI.create(named))).normalize());
    } catch (IllegalArgumentException | FileSystemNotFoundException noFile) {
      return Optional.empty(); // the JVM ignores it, too
    }
  }

  /// The jar itself.
  Path jar() {
    return parts.getFirst();
  }

  /// Copies all, as they lie to each other.
  ///
  /// @param target an empty folder
  /// @return the jar's copy
  Path copy(Path target) throws IOException {
    var top = top();
    for (var part : parts) {
      if (Files.isDirectory(part)) {
        for (var file : files(part)) {
          copy(file, target.resolve(top.relativize(file)));
        }
      } else {
        copy(part, target.resolve(top.relativize(part)));
      }
    }
    return target.resolve(top.relativize(jar()));
  }

  /// The folder that all of them are in, at some depth.
  private Path top() {
    var top = parentOf(jar());
    for (var part : parts) {
      while (!part.startsWith(top)) {
        top = parentOf(top);
      }
    }
    return top;
  }

  private static Path parentOf(Path absolute) {
    var parent = absolute.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("%s has no parent".formatted(absolute));
    }
    return parent;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(parentOf(to));
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The files of a folder of classes, by name.
  static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /// Equal for two sets exactly when the JVM finds the same bytes in the same order; of a jar
  /// alone, the hash of its file.
  String sha256() throws IOException {
    if (parts.size() == 1) {
      return Digests.of(jar());
    }
    var hashes = new ArrayList<String>();
    for (var part : parts) {
      if (Files.isDirectory(part)) {
        for (var file : files(part)) {
          hashes.add(part.relativize(file) + " " + Digests.of(file));
        }
        hashes.add("folder");
      } else {
        hashes.add(Digests.of(part));
      }
    }
    return Digests.of(String.join("\n", hashes));
  }
}
