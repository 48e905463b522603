package dev.dyno.bench.dashboard;

import java.time.Instant;
import java.util.List;

/// What every page has around it.
///
/// @param title of the page
/// @param here the path of the part of the site that it belongs to
/// @param problems what cannot be shown, and why
/// @param now when it was made
/// @param stamp of the style and the scripts, so that a browser keeps them as long as they hold
record Frame(String title, String here, List<String> problems, Instant now, String stamp) {
  Frame {
    problems = problems.stream().filter(problem -> !problem.isEmpty()).toList();
  }

  /// A part of the site.
  record Part(String path, String name) {}

  static final List<Part> PARTS =
      List.of(
          new Part("/", "Overview"),
          new Part("/trends", "Trends"),
          new Part("/engine", "Engine"),
          new Part("/api", "API"));
}
