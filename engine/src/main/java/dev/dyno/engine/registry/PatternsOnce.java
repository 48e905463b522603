package dev.dyno.engine.registry;

/// `precompiled-patterns` on: the patterns that check a reference are compiled when its class is
/// loaded, and nothing else needs one.
record PatternsOnce() implements ReferenceParser {

  @Override
  public ImageReference parse(String text) {
    return ImageReference.parse(text);
  }
}
