package dev.dyno.engine.lifecycle;

/// `compact-layout` on: in as few bytes as fit.
record PackedLayout() implements BuildLayout {

  @Override
  public BuildView keep(Build build) {
    return new PackedBuild(build);
  }
}
