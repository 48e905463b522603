package dev.dyno.bench.dashboard;

import dev.dyno.reports.html.Assets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Style and scripts, served from here: a page asks nobody else.
///
/// @param stamp of all of them
record WebFiles(Map<String, Served> files, String stamp) {
  private static final int DIGITS = 10;

  /// A file as a browser gets it.
  record Served(String text, String type) {}

  static WebFiles load() {
    var report = Assets.load();
    var css = "text/css; charset=utf-8";
    var script = "text/javascript; charset=utf-8";
    var files =
        Map.of(
            "report.css", new Served(report.style(), css),
            "dashboard.css", new Served(text("dashboard.css"), css),
            "dashboard.js", new Served(text("dashboard.js"), script),
            "trend.js", new Served(text("trend.js"), script),
            "echarts.js", new Served(report.library(), script));
    return new WebFiles(files, stamp(files));
  }

  Optional<Served> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static String stamp(Map<String, Served> files) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      files.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(file -> digest.update(file.getValue().text().getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  static String text(String name) {
    try (var in = WebFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            name + " is not on the class path: was the jar built by Maven?");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name + " on the class path cannot be read", unreadable);
    }
  }
}
