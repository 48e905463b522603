package dev.dyno.bench.validation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Turns of many pairs of forks, recorded once on a machine in one state, so that rules can be
/// tried on real noise thousands of times. [LiveVerdicts#recordings] makes those of a machine. Two
/// are committed beside this class, `quieter` and `loaded`, by a prototype of this program.
///
/// @param schema [#SCHEMA]
/// @param state of the machine, in words
/// @param provenance where and how it was recorded, for people
/// @param pairs in time order
public record Recording(String schema, String state, String provenance, List<Recorded> pairs) {

  /// The version that this code reads.
  public static final String SCHEMA = "dyno-noise/2";

  /// Forks that ran one after the other, by JMH's scores; where there are none, those of `forks`.
  static final String SCORES = "scores";

  private static final List<String> COMMITTED = List.of("quieter", "loaded");

  /// Digits of a number in a file: pairs spread by far more than what that rounds away.
  private static final MathContext DIGITS = new MathContext(5);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public Recording {
    pairs = List.copyOf(pairs);
    if (!schema.equals(SCHEMA)) {
      throw new IllegalArgumentException(
          "schema '%s' is not '%s': this recording is from another version of Dyno"
              .formatted(schema, SCHEMA));
    }
  }

  /// One pair.
  ///
  /// @param benchmark which work: a title, or words
  /// @param order `turns`, `forks` for one after the other, [#SCORES] for those as JMH scored them,
  ///     or `duet`, which nothing is drawn from
  /// @param round in time order
  /// @param planted by how much the candidate was slowed down, as a share
  /// @param seconds of wall time, of the committed ones with the starts of the JVMs
  /// @param cpuSeconds of both forks' turns, warm-up included; negative where not recorded
  /// @param baseline costs of its turns, in any unit
  /// @param candidate costs of its turns, in that unit
  public record Recorded(
      String benchmark,
      String order,
      int round,
      double planted,
      double seconds,
      double cpuSeconds,
      List<Double> baseline,
      List<Double> candidate) {

    public Recorded {
      baseline = List.copyOf(baseline);
      candidate = List.copyOf(candidate);
      if (!areMatched(baseline, candidate)) {
        throw new IllegalArgumentException(
            "pair %d of %s: needs as many costs on either side, each positive and finite"
                .formatted(round, benchmark));
      }
    }

    private static boolean areMatched(List<Double> some, List<Double> others) {
      return !some.isEmpty()
          && some.size() == others.size()
          && Stream.concat(some.stream(), others.stream())
              .allMatch(cost -> cost > 0 && Double.isFinite(cost));
    }

    /// Whether a pair has what is recorded: as many costs on either side, positive and finite.
    static boolean isIn(Pair pair) {
      return areMatched(costs(pair, pair.baseline()), costs(pair, pair.candidate()));
    }

    /// Of a pair with the same code twice, which has that; five digits of every number.
    ///
    /// @param order as of a pair
    static Recorded of(String benchmark, String order, int round, Pair pair) {
      return of(
          benchmark, order, round, pair, pair.costs(pair.baseline()), pair.costs(pair.candidate()));
    }

    /// The same by JMH's scores, waits for a core and all, as the rules of others read them.
    static Recorded scored(String benchmark, int round, Pair pair) {
      return of(
          benchmark,
          SCORES,
          round,
          pair,
          pair.baseline().scoredCosts(),
          pair.candidate().scoredCosts());
    }

    private static Recorded of(
        String benchmark,
        String order,
        int round,
        Pair pair,
        double[] baseline,
        double[] candidate) {
      return new Recorded(
          benchmark,
          order,
          round,
          0,
          rounded(pair.surroundings().seconds()),
          rounded(LiveCost.cpuSeconds(List.of(pair))),
          rounded(baseline),
          rounded(candidate));
    }

    private static List<Double> costs(Pair pair, Fork side) {
      return rounded(pair.costs(side));
    }

    private static List<Double> rounded(double[] values) {
      return Arrays.stream(values).map(Recorded::rounded).boxed().toList();
    }

    private static double rounded(double value) {
      return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
    }
  }

  /// The committed ones, the prototype's quieter one first.
  public static List<Recording> committed() {
    return COMMITTED.stream().map(state -> beside(name(state))).toList();
  }

  private static Recording beside(String name) {
    try (var stream = Recording.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("%s is not beside its class: build anew".formatted(name));
      }
      return read(stream);
    } catch (IOException unreadable) {
      throw new IllegalStateException("%s cannot be read".formatted(name), unreadable);
    }
  }

  /// Reads one that was written.
  ///
  /// @throws IOException when it is none, or of another version
  public static Recording read(Path file) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      return read(stream);
    }
  }

  private static Recording read(InputStream zipped) throws IOException {
    var recording = JSON.readValue(new GZIPInputStream(zipped), Recording.class);
    if (recording == null) {
      throw new IOException("it holds nothing");
    }
    return recording;
  }

  /// Its file's name in a folder.
  public String name() {
    return name(state);
  }

  private static String name(String state) {
    return "noise-%s.json.gz".formatted(state.replace(' ', '-'));
  }

  /// Writes it whole or not at all, as the committed ones are.
  ///
  /// @param folder exists
  /// @return its file
  public Path write(Path folder) throws IOException {
    var file = folder.resolve(name());
    var draft = folder.resolve(name() + ".part");
    try (var stream = new GZIPOutputStream(Files.newOutputStream(draft))) {
      JSON.writeValue(stream, this);
    }
    return Files.move(
        draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Names of its benchmarks, each once.
  public List<String> benchmarks() {
    return pairs.stream().map(Recorded::benchmark).distinct().sorted().toList();
  }

  /// The pairs of one benchmark that were measured in one order.
  ///
  /// @param order as of a pair
  public List<Recorded> of(String benchmark, String order) {
    return pairs.stream()
        .filter(each -> each.benchmark().equals(benchmark) && each.order().equals(order))
        .toList();
  }

  /// The forks of one benchmark as the rules of others read them.
  List<Recorded> scored(String benchmark) {
    var scored = of(benchmark, SCORES);
    return scored.isEmpty() ? of(benchmark, "forks") : scored;
  }
}
