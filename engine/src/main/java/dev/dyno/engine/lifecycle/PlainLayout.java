package dev.dyno.engine.lifecycle;

/// `compact-layout` off: as it is.
record PlainLayout() implements BuildLayout {

  @Override
  public BuildView keep(Build build) {
    return build;
  }
}
