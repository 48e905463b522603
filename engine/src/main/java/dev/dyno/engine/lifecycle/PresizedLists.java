package dev.dyno.engine.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/// `presized-collections` on: collections start with the size that they will have.
record PresizedLists() implements BuildLists {

  @Override
  public List<String> flags(BuildView build) {
    var flags = new ArrayList<String>(Flags.count(build));
    Flags.add(build, flags);
    return Collections.unmodifiableList(flags);
  }

  @Override
  public List<String> packages(List<String> files) {
    int size = folders(files);
    return GrownLists.folders(files, HashSet.newHashSet(size), new ArrayList<>(size));
  }

  /// How often the folder changes from one file to the next: the number of folders when files come
  /// folder by folder, as walking a tree gives them, and more otherwise. As many as there are files
  /// would be a bound, too, but cost more bytes than growing does.
  private static int folders(List<String> files) {
    int changes = 0;
    for (int i = 0; i < files.size(); i++) {
      if (i == 0 || !sameFolder(files.get(i - 1), files.get(i))) {
        changes++;
      }
    }
    return changes;
  }

  private static boolean sameFolder(String one, String other) {
    int slash = one.lastIndexOf('/');
    return slash == other.lastIndexOf('/') && one.regionMatches(0, other, 0, Math.max(0, slash));
  }
}
