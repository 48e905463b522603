package dev.dyno.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What the page carries with it, so that it needs no network.
///
/// @param style of the page
/// @param library draws the charts; ECharts, from its WebJar
/// @param charts feeds the library
/// @param controls theme, filter, copying
public record Assets(String style, String library, String charts, String controls) {

  /// The version is the one in the root pom; a test fails when the two part.
  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

  /// Reads them from the class path.
  public static Assets load() {
    return new Assets(
        resource("report.css"), resource(ECHARTS), resource("charts.js"), resource("controls.js"));
  }

  private static String resource(String name) {
    try (var in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name + " on the class path cannot be read", unreadable);
    }
  }

  private static InputStream open(String name) {
    return Optional.ofNullable(Assets.class.getResourceAsStream(name))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name + " is not on the class path: was the jar built by Maven?"));
  }
}
