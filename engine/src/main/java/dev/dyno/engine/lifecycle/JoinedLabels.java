package dev.dyno.engine.lifecycle;

/// `string-builders` off: formatted and added up, as engine-ci did.
record JoinedLabels() implements Labels {

  @Override
  public String prefix(String container, String image, String tag) {
    var named = String.format("%s:%s", image, first(TAG, tag));
    return String.format("[%s (%s)]", first(ID, container), named);
  }

  @Override
  public String imageUri(BuildView build) {
    return build.imageUri();
  }

  @Override
  public String flagLine(BuildView build) {
    var line = "--app " + build.app();
    line += " --env " + build.environment().word();
    line += " --image " + build.image();
    line += " --tag " + build.tag();
    line += " --repo " + build.repository();
    line += " --file " + build.file();
    line += " --folder " + build.folder();
    line += " --type " + build.type().word();
    if (build.verbose()) {
      line += " --verbose";
    }
    for (var each : build.sourcePackages()) {
      line += " --protobuf-packages " + each;
    }
    for (var each : build.sourceFiles()) {
      line += " --protobuf-files " + each;
    }
    return line;
  }

  private static String first(int most, String text) {
    return text.substring(0, Math.min(most, text.length()));
  }
}
