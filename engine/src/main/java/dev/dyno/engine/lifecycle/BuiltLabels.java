package dev.dyno.engine.lifecycle;

/// `string-builders` on: written into a builder that was used before.
record BuiltLabels(BuilderPool pool) implements Labels {

  @Override
  public String prefix(String container, String image, String tag) {
    var text = pool.take();
    text.append('[').append(container, 0, Math.min(ID, container.length()));
    text.append(" (").append(image);
    text.append(':').append(tag, 0, Math.min(TAG, tag.length())).append(")]");
    return pool.finish(text);
  }

  @Override
  public String imageUri(BuildView build) {
    var text = pool.take();
    text.append(build.image()).append(':').append(build.tag());
    return pool.finish(text);
  }

  @Override
  public String flagLine(BuildView build) {
    var text = pool.take();
    text.append("--app ").append(build.app());
    text.append(" --env ").append(build.environment().word());
    text.append(" --image ").append(build.image());
    text.append(" --tag ").append(build.tag());
    text.append(" --repo ").append(build.repository());
    text.append(" --file ").append(build.file());
    text.append(" --folder ").append(build.folder());
    text.append(" --type ").append(build.type().word());
    if (build.verbose()) {
      text.append(" --verbose");
    }
    for (var each : build.sourcePackages()) {
      text.append(" --protobuf-packages ").append(each);
    }
    for (var each : build.sourceFiles()) {
      text.append(" --protobuf-files ").append(each);
    }
    return pool.finish(text);
  }
}
