package dev.dyno.engine.lifecycle;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;

/// How builds are kept while they wait and run. Toggle `compact-layout`.
///
/// Both sides: all that can be read off a kept build is equal to what its author wrote.
/// Concurrency: any thread may call.
public sealed interface BuildLayout permits PlainLayout, PackedLayout {

  /// The build, to be kept.
  BuildView keep(Build build);

  /// The implementation that the toggles ask for.
  static BuildLayout chosenBy(Toggles toggles) {
    return toggles.has(Optimization.COMPACT_LAYOUT) ? new PackedLayout() : new PlainLayout();
  }
}
