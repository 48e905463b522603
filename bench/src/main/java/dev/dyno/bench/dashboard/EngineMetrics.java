package dev.dyno.bench.dashboard;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// What an engine, a daemon or a pipeline tells Prometheus, read when somebody looks.
final class EngineMetrics {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LARGEST = 4 << 20;
  private static final HttpResponse.BodyHandler<String> TEXT =
      HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LARGEST);
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+\\d+)?");

  private final Optional<URI> address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private Map<String, Double> earlier = Map.of();
  private long earlierAt;

  EngineMetrics(Optional<URI> address) {
    this.address = address;
  }

  /// What can be told now.
  sealed interface Reading {
    /// Nobody said where.
    record NotAsked() implements Reading {}

    /// It does not answer, or not in Prometheus' format.
    record Silent(URI address, String why) implements Reading {}

    /// It answers.
    record Told(URI address, List<Family> families) implements Reading {}
  }

  /// Samples of one name.
  ///
  /// @param type as Prometheus calls it: `counter`, `gauge` …
  record Family(String name, String help, String type, List<Sample> samples) {}

  /// One value.
  ///
  /// @param perSecond since somebody looked last; only of counters
  record Sample(String name, String labels, double value, Optional<Double> perSecond) {}

  /// Asks once.
  synchronized Reading read() {
    if (address.isEmpty()) {
      return new Reading.NotAsked();
    }
    var uri = address.get();
    try {
      var request = HttpRequest.newBuilder(uri).GET().build();
      // The request's own timeout would end at the headers (JDK-8208693).
      var answer = client.sendAsync(request, TEXT).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return answer.statusCode() == 200
          ? new Reading.Told(uri, families(answer.body()))
          : new Reading.Silent(uri, "it answers with status " + answer.statusCode());
    } catch (TimeoutException slow) {
      return new Reading.Silent(uri, "no whole answer within %d ms".formatted(PATIENCE.toMillis()));
    } catch (ExecutionException refused) {
      var why = Optional.ofNullable(refused.getCause()).map(Throwable::getMessage);
      return new Reading.Silent(uri, why.orElse("nobody listens there"));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return new Reading.Silent(uri, "interrupted");
    }
  }

  private List<Family> families(String text) {
    long now = System.nanoTime();
    double seconds = (now - earlierAt) / 1e9;
    var values = new HashMap<String, Double>();
    var families = new LinkedHashMap<String, Family>();
    for (var line : text.lines().toList()) {
      if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
        var words = line.substring(7).split(" ", 2);
        var before =
            families.getOrDefault(words[0], new Family(words[0], "", "", new ArrayList<>()));
        var rest = words.length > 1 ? words[1] : "";
        families.put(
            words[0],
            line.startsWith("# HELP ")
                ? new Family(words[0], rest, before.type(), before.samples())
                : new Family(words[0], before.help(), rest, before.samples()));
        continue;
      }
      var match = SAMPLE.matcher(line);
      if (line.startsWith("#") || !match.matches() || match.group(1).endsWith("_bucket")) {
        continue;
      }
      var family = family(families, match.group(1));
      double value = number(match.group(3));
      var labels = Optional.ofNullable(match.group(2)).orElse("");
      var key = match.group(1) + "{" + labels;
      values.put(key, value);
      boolean counts = family.type().equals("counter") && earlier.containsKey(key);
      var rate =
          counts
              ? Optional.of(Math.max(0, value - earlier.getOrDefault(key, value)) / seconds)
              : Optional.<Double>empty();
      family.samples().add(new Sample(match.group(1), labels.replace("\",", "\", "), value, rate));
    }
    earlier = values;
    earlierAt = now;
    return families.values().stream().filter(family -> !family.samples().isEmpty()).toList();
  }

  /// The family that a sample belongs to: of its own name, or of that without its last part.
  private static Family family(Map<String, Family> families, String name) {
    int last = name.lastIndexOf('_');
    var stem = last < 0 ? name : name.substring(0, last);
    var family = families.containsKey(name) || !families.containsKey(stem) ? name : stem;
    return families.computeIfAbsent(family, it -> new Family(it, "", "", new ArrayList<>()));
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException spoiled) {
          yield Double.NaN;
        }
      }
    };
  }
}
