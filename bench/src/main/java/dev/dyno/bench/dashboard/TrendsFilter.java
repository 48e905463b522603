package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.HistoryMirror;
import dev.dyno.reports.history.Track;
import dev.dyno.reports.measurement.Comparison;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Which series are asked for. It stands in the address, so that a link shows what its sender saw.
///
/// @param text words that must all occur
/// @param changed only those with a finding
/// @param sort `name`, `change` or `effect`
/// @param page from 1
record TrendsFilter(
    String text,
    String toggle,
    String metric,
    String machine,
    String verdict,
    boolean changed,
    String sort,
    int page) {

  static final int PAGE = 250;

  /// @param query a parameter's value; empty when it was not given
  static TrendsFilter of(Function<String, String> query) {
    return new TrendsFilter(
        query.apply("text").strip(),
        query.apply("toggle"),
        query.apply("metric"),
        query.apply("machine"),
        query.apply("verdict"),
        !query.apply("changed").isEmpty(),
        Set.of("change", "effect").contains(query.apply("sort")) ? query.apply("sort") : "name",
        page(query.apply("page")));
  }

  private static int page(String text) {
    return text.matches("[1-9]\\d{0,5}") ? Integer.parseInt(text) : 1;
  }

  /// Those that match, in the order asked for.
  ///
  /// @param findings of each series that has any
  List<Track> of(HistoryMirror.View view, Map<Long, List<FindingRow>> findings) {
    var words = List.of(text.toLowerCase(Locale.ROOT).split("\\s+"));
    return view.tracks().stream()
        .filter(track -> toggle.isEmpty() || track.key().toggle().equals(toggle))
        .filter(track -> metric.isEmpty() || track.key().metric().equals(metric))
        .filter(track -> machine.isEmpty() || track.key().machine().equals(machine))
        .filter(track -> verdict.isEmpty() || track.last().verdict().equals(verdict))
        .filter(track -> !changed || findings.containsKey(track.id()))
        .filter(track -> words.stream().allMatch(haystack(track)::contains))
        .sorted(order(findings))
        .toList();
  }

  private static String haystack(Track track) {
    return track.key().title().toLowerCase(Locale.ROOT);
  }

  private Comparator<Track> order(Map<Long, List<FindingRow>> findings) {
    return switch (sort) {
      case "change" ->
          Comparator.comparing(
                  (Track track) ->
                      findings.getOrDefault(track.id(), List.of()).stream()
                          .mapToLong(row -> row.since().at().toEpochMilli())
                          .max()
                          .orElse(Long.MIN_VALUE))
              .reversed();
      case "effect" -> Comparator.comparingDouble((Track track) -> track.effect());
      default ->
          Comparator.comparing(
              track -> Comparison.title(track.key().benchmark(), track.key().params()));
    };
  }

  /// The query of another page of the same list.
  String query(int other) {
    var values = new LinkedHashMap<String, String>();
    values.put("text", text);
    values.put("toggle", toggle);
    values.put("metric", metric);
    values.put("machine", machine);
    values.put("verdict", verdict);
    values.put("changed", changed ? "1" : "");
    values.put("sort", sort.equals("name") ? "" : sort);
    values.put("page", other == 1 ? "" : Integer.toString(other));
    var query = new StringBuilder();
    values.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
            query.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    return "/trends" + query;
  }
}
