package dev.dyno.bench.cli;

import dev.dyno.profiles.jfr.Facts;
import dev.dyno.profiles.remote.LiveNumbers;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What watching another JVM tells people: a line while it runs, and all of it at the end. Exact
/// and sampled never stand under one heading.
final class WatchText {

  private WatchText() {}

  /// @param passed time, in words
  static String line(String passed, LiveNumbers numbers) {
    var exact =
        numbers.soFar().entrySet().stream()
            .filter(each -> each.getValue().times() > 0)
            .sorted(Map.Entry.comparingByKey())
            .map(each -> "%,d %s".formatted(each.getValue().times(), each.getKey().title()))
            .collect(Collectors.joining(", "));
    var sampled = new ArrayList<String>();
    numbers.sampled().cpu().ifPresent(now -> sampled.add(percent("%.0f %% CPU", now)));
    numbers.sampled().threads().ifPresent(now -> sampled.add("%,d threads".formatted(now)));
    numbers
        .sampled()
        .heap()
        .ifPresent(now -> sampled.add("%,d KiB of heap after the last GC".formatted(now >> 10)));
    return "%s: exact so far: %s; sampled: %s"
        .formatted(
            passed,
            exact.isEmpty() ? "nothing" : exact,
            sampled.isEmpty() ? "nothing" : String.join(", ", sampled));
  }

  private static String percent(String format, double share) {
    return String.format(Locale.ROOT, format, 100 * share);
  }

  static String of(WatchResult result) {
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "JVM %d (%s), watched for %.1f s%n",
                result.target().pid(),
                result.target().version(),
                result.watched().toMillis() / 1000.0));
    result.cutOff().forEach(why -> text.append("CUT OFF: ").append(why).append('\n'));
    text.append("facts (exact, in this window)\n");
    result.facts().stream()
        .filter(each -> each.count() > 0)
        .forEach(each -> text.append(indented(each.toString())));
    text.append(
        "  none: %s%n"
            .formatted(
                result.facts().stream()
                    .filter(each -> each.count() == 0)
                    .map(Facts::title)
                    .collect(Collectors.joining(", "))));
    result.absent().forEach(why -> text.append("  not known: ").append(why).append('\n'));
    result.samples().values().forEach(each -> text.append(each).append('\n'));
    result.target().others().forEach(each -> text.append("mind: ").append(each).append('\n'));
    text.append(graphs(result.graphs()));
    return text.append("recording: ").append(result.recording()).toString();
  }

  private static String graphs(WatchedGraphs.Drawn graphs) {
    var text = new StringBuilder("flame graphs (sampled by %s)%n".formatted(graphs.sampler()));
    for (var each : graphs.drawn()) {
      text.append(
          "  %s: %,d samples by %s: %s%n"
              .formatted(each.event().id(), each.samples(), each.engine(), each.file()));
      if (!each.caveat().isEmpty()) {
        text.append("    mind: ").append(each.caveat()).append('\n');
      }
    }
    graphs.missing().forEach(why -> text.append("  none of ").append(why).append('\n'));
    return text.toString();
  }

  private static String indented(String text) {
    return text.indent(2);
  }
}
