package dev.dyno.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A text that Prometheus reads, taken apart line by line.
///
/// @param values by series: `dyno_jobs{state="queued"}`
public record Scrape(Map<String, Double> values) {

  private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][\\w:]*) \\S.*");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE ([a-zA-Z_:][\\w:]*) (counter|gauge|histogram|summary)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][\\w:]*)((?:\\{\\w+=\"[^\"\\\\\\n]*\"(?:,\\w+=\"[^\"\\\\\\n]*\")*})?)"
              + " (-?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|[+]Inf|NaN))");

  /// Every line must be one that the format knows, and every series be explained before it comes.
  public static Scrape of(String text) {
    var values = new TreeMap<String, Double>();
    var helped = new TreeSet<String>();
    var typed = new TreeSet<String>();
    for (var line : text.split("\n", -1)) {
      var help = HELP.matcher(line);
      var type = TYPE.matcher(line);
      var sample = SAMPLE.matcher(line);
      if (help.matches()) {
        assertThat(helped.add(help.group(1))).as(line).isTrue();
      } else if (type.matches()) {
        assertThat(typed.add(type.group(1))).as(line).isTrue();
      } else if (!line.isEmpty()) {
        assertThat(sample.matches()).as("a sample: " + line).isTrue();
        var family = sample.group(1).replaceFirst("_(bucket|count|sum)$", "");
        assertThat(helped).as(line).containsAnyOf(family, sample.group(1));
        assertThat(typed).as(line).containsAnyOf(family, sample.group(1));
        var series = sample.group(1) + sample.group(2);
        assertThat(values.put(series, Double.valueOf(sample.group(3)))).as(line).isNull();
      }
    }
    return new Scrape(values);
  }

  /// Over HTTP.
  public static Scrape of(URI address) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      return of(answer.body());
    }
  }

  /// The value of a series that must be there.
  public double value(String series, String... tags) {
    var key = series;
    for (int i = 0; i < tags.length; i += 2) {
      key += (i == 0 ? "{" : ",") + tags[i] + "=\"" + tags[i + 1] + "\"";
    }
    key += tags.length == 0 ? "" : "}";
    assertThat(values).containsKey(key);
    return values.getOrDefault(key, Double.NaN);
  }

  /// Whether any series has that name.
  public boolean has(String name) {
    return values.keySet().stream().anyMatch(it -> it.equals(name) || it.startsWith(name + "{"));
  }
}
