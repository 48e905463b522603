package dev.dyno.engine.registry;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;

/// Reads image references as people type them. Toggle `precompiled-patterns`.
///
/// Both sides say the same of every text: an equal reference, or the same message. Concurrency: any
/// thread may call.
public sealed interface ReferenceParser permits PatternsEachTime, PatternsOnce {

  /// Reads `[registry[:port]/]path[:tag][@digest]`, see [ImageReference].
  ///
  /// @throws IllegalArgumentException when the text is not a reference; the message says which part
  ImageReference parse(String text);

  /// The implementation that the toggles ask for.
  static ReferenceParser chosenBy(Toggles toggles) {
    return toggles.has(Optimization.PRECOMPILED_PATTERNS)
        ? new PatternsOnce()
        : new PatternsEachTime();
  }
}
