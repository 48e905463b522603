package dev.dyno.engine.lifecycle;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import java.util.List;

/// The lists that a build is made into and made of. Toggle `presized-collections`.
///
/// Both sides give equal lists, which cannot be changed. Concurrency: any thread may call.
public sealed interface BuildLists permits GrownLists, PresizedLists {

  /// [BuildView#asFlags].
  List<String> flags(BuildView build);

  /// The folders that files lie in, each once, in the order in which they first appear; `.` for a
  /// file without a folder.
  ///
  /// @param files paths with slashes
  List<String> packages(List<String> files);

  /// The implementation that the toggles ask for.
  static BuildLists chosenBy(Toggles toggles) {
    return toggles.has(Optimization.PRESIZED_COLLECTIONS) ? new PresizedLists() : new GrownLists();
  }
}
