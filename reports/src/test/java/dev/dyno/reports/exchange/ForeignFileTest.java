package dev.dyno.reports.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.history.HistoryEntry;
import dev.dyno.reports.history.HistoryLines;
import dev.dyno.reports.history.StoredEstimate;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.Machine;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of others, and tables of our own.
class ForeignFileTest {
  private static final Instant AT = Instant.parse("2026-01-31T02:00:00Z");
  private static final Whence WHENCE = new Whence(AT, "c0ffee", "lab 3");

  private static final String JSON =
      """
      [
          {
              "jmhVersion" : "1.37",
              "benchmark" : "org.acme.Parser.parse",
              "mode" : "sample",
              "threads" : 1,
              "vmName" : "OpenJDK 64-Bit Server VM",
              "vmVersion" : "25+36",
              "params" : { "size" : "100" },
              "primaryMetric" : {
                  "score" : 12.5,
                  "scoreError" : 0.5,
                  "scoreConfidence" : [ 12.0, 13.0 ],
                  "scorePercentiles" : { "0.0" : 10.0, "99.0" : 20.5 },
                  "scoreUnit" : "us/op"
              },
              "secondaryMetrics" : {
                  "gc.alloc.rate" : { "score" : 900.0, "scoreUnit" : "MB/sec" },
                  "gc.alloc.rate.norm" : {
                      "score" : 64.0, "scoreConfidence" : [ "NaN", "NaN" ], "scoreUnit" : "B/op"
                  }
              }
          },
          {
              "jmhVersion" : "1.37",
              "benchmark" : "org.acme.Parser.format",
              "mode" : "thrpt",
              "threads" : 4,
              "vmName" : "OpenJDK 64-Bit Server VM",
              "vmVersion" : "25+36",
              "primaryMetric" : {
                  "score" : 200.0,
                  "scoreConfidence" : [ 190.0, 210.0 ],
                  "scoreUnit" : "ops/ms"
              },
              "secondaryMetrics" : { }
          }
      ]
      """;

  private static final String CSV =
      """
      "Benchmark","Mode","Threads","Samples","Score","Score Error (99.9%)","Unit","Param: size"
      "org.acme.Parser.parse","avgt",1,10,12.500000,0.500000,"us/op",100
      "org.acme.Parser.parse:gc.alloc.rate.norm","avgt",1,10,64.000000,NaN,"B/op",100
      "org.acme.Parser.parse:gc.count","avgt",1,10,3.000000,NaN,"counts",100
      "org.acme.Parser.format","thrpt",4,10,"200,5","10,25","ops/ms",
      """;

  @Test
  void jmhs_json_gives_scores_with_their_errors_and_no_verdict() throws Exception {
    var run = unpaired(JSON).stored(new HashMap<>());

    assertThat(run.command()).isEqualTo("jmh");
    assertThat(run.startedAt()).isEqualTo(AT);
    assertThat(run.commit()).isEqualTo("c0ffee");
    assertThat(run.machine().cpu()).isEqualTo("lab 3");
    assertThat(run.machine().jdk()).isEqualTo("OpenJDK 64-Bit Server VM 25+36");
    assertThat(run.estimates())
        .extracting(StoredEstimate::verdict)
        .containsOnly(UnpairedRun.UNPAIRED);
    assertThat(run.estimates()).extracting(StoredEstimate::pairs).containsOnly(0);
    assertThat(run.estimates())
        .extracting(
            it -> it.benchmark() + " " + it.params() + " " + it.toggle() + " " + it.metric())
        .containsExactly(
            "org.acme.Parser.parse {size=100} unpaired sample us/op time/op",
            "org.acme.Parser.parse {size=100} unpaired sample us/op p99",
            "org.acme.Parser.parse {size=100} unpaired sample B/op B/op",
            "org.acme.Parser.format {} unpaired thrpt 4 threads ops/ms time/op");
    var time = run.estimates().getFirst();
    assertThat(time.candidate()).isEqualTo(12.5);
    assertThat(time.low()).isCloseTo(-0.04, within(1e-12));
    assertThat(time.high()).isCloseTo(0.04, within(1e-12));
    assertThat(time.confidence()).isEqualTo(0.999);
    var bytes = run.estimates().get(2);
    assertThat(bytes.confidence()).as("JMH told no error").isZero();
    assertThat(run.missing())
        .containsExactly("secondary metrics, which are not followed: gc.alloc.rate");
    assertThat(unpaired(JSON.replace("64.0", "0.0")).leftOut())
        .contains("org.acme.Parser.parse: B/op of 0.0, which has no ratio");
  }

  @Test
  void a_later_file_is_followed_against_the_first_of_each_series_as_a_cost() throws Exception {
    var firsts = new HashMap<dev.dyno.reports.history.SeriesKey, Double>();
    unpaired(JSON).stored(firsts);

    var later =
        unpaired(JSON.replace("200.0", "100.0").replace("190.0, 210.0", "95.0, 105.0"))
            .stored(firsts);

    var throughput = later.estimates().getLast();
    assertThat(throughput.baseline()).isEqualTo(200);
    assertThat(throughput.effect()).as("half as many are twice as dear").isEqualTo(1.0);
    assertThat(throughput.low()).isCloseTo(200 / 105.0 - 1, within(1e-12));
    assertThat(throughput.high()).isCloseTo(200 / 95.0 - 1, within(1e-12));
    assertThat(later.id()).isNotEqualTo(unpaired(JSON).stored(new HashMap<>()).id());
    assertThat(unpaired(JSON).stored(firsts).id())
        .isEqualTo(unpaired(JSON).stored(new HashMap<>()).id());
  }

  @Test
  void jmhs_csv_gives_the_same_whatever_the_separator_and_the_countrys_comma() throws Exception {
    var run = unpaired(CSV).stored(new HashMap<>());

    assertThat(run.estimates())
        .extracting(
            it -> it.benchmark() + " " + it.params() + " " + it.toggle() + " " + it.metric())
        .containsExactly(
            "org.acme.Parser.parse {size=100} unpaired avgt us/op time/op",
            "org.acme.Parser.parse {size=100} unpaired avgt B/op B/op",
            "org.acme.Parser.format {} unpaired thrpt 4 threads ops/ms time/op");
    assertThat(run.estimates().getLast().candidate()).isEqualTo(200.5);
    assertThat(run.missing()).hasSize(1).first().asString().contains("gc.count");
    var semicolons =
        CSV.lines()
            .map(line -> line.contains("200,5") ? line : line.replace(',', ';'))
            .map(line -> line.replace("\"thrpt\",4,10,", "\"thrpt\";4;10;"))
            .map(line -> line.replace("format\",", "format\";"))
            .map(line -> line.replace("\"200,5\",\"10,25\",\"ops/ms\",", "200,5;10,25;\"ops/ms\";"))
            .collect(Collectors.joining("\r\n"));
    assertThat(unpaired(semicolons).stored(new HashMap<>()).estimates()).isEqualTo(run.estimates());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "score" : 12.5        | "score" : "fast"      | line 11, column 23, field [0].primaryMetric.score: "fast" is no number
          "mode" : "sample"     | "mod" : "sample"      | line 2, column 5, field [0].mode: is missing
          "benchmark" : "org.acme.Parser.format" | "benchmark" : 7 | line 26, column 23, field [1].benchmark: 7.0 is no text
          12.0, 13.0            | 12.0                  | has 1 ends, not 2
          "vmVersion" : "25+36",\\n        "primary | "vmVersion" : "17",\\n        "primary | ran on another JDK
          """)
  void a_spoiled_json_says_line_column_and_field(String right, String wrong, String told) {
    var text = JSON.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
    assertThat(text).isNotEqualTo(JSON);

    assertThatThrownBy(() -> unpaired(text))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining(told);
  }

  @Test
  void a_json_that_was_cut_or_has_a_benchmark_twice_is_refused() {
    assertThatThrownBy(() -> unpaired(JSON.substring(0, 400)))
        .hasMessageContaining("line 14, column")
        .hasMessageContaining("end-of-input");
    assertThatThrownBy(() -> unpaired("[]")).hasMessageContaining("no result");
    var twice = JSON.replace("org.acme.Parser.format", "org.acme.Parser.parse");
    var same = twice.replace("\"thrpt\"", "\"sample\"").replace("\"threads\" : 4,", "");
    assertThatThrownBy(
            () ->
                unpaired(
                    same.replace(
                        "\"primaryMetric\" : {\n            \"score\" : 200.0",
                        "\"params\" : { \"size\" : \"100\" },\n        \"primaryMetric\" : {\n            \"score\" : 200.0")))
        .hasMessageContaining("is there twice");
  }

  @Test
  void a_spoiled_table_says_line_column_and_field() {
    assertThatThrownBy(() -> unpaired(CSV.replace("12.500000", "fast")))
        .hasMessage("line 2, column 37, field Score: 'fast' is no number");
    assertThatThrownBy(() -> unpaired(CSV.replace("\"counts\",100", "\"counts\"")))
        .hasMessageContaining("line 4 has 7 values, and the first line names 8 columns");
    assertThatThrownBy(() -> unpaired(CSV.replace("\"counts\",", "\"counts,")))
        .hasMessage("line 5, column 2: 'o' after a closed quotation mark");
    assertThatThrownBy(() -> unpaired(CSV.replace("\"ops/ms\",", "\"ops/ms,")))
        .hasMessageContaining("a quotation mark is never closed");
    assertThatThrownBy(() -> unpaired(CSV.replace("Score Error", "Doubt")))
        .hasMessageContaining("names no column such as 'Score Error (99.9%)'");
  }

  @Test
  void a_table_of_runs_comes_back_but_for_counts_and_what_was_missed() throws Exception {
    var run = run();

    var table = RunsCsv.header() + "\n" + String.join("\n", RunsCsv.lines(run)) + "\n";

    assertThat(read(table)).isEqualTo(whole(run));
    var older = table.replace(",standardError", "").replaceAll("(?m),0\\.03$", "");
    assertThat(((ForeignFile.Whole) read(older)).entries().getFirst())
        .isInstanceOfSatisfying(
            HistoryEntry.Run.class,
            it ->
                assertThat(it.run().estimates())
                    .singleElement()
                    .matches(estimate -> estimate.standardError() == null));
    assertThatThrownBy(() -> read(table.replace("2026-01-31T02:00:00Z", "yesterday")))
        .hasMessageContaining("line 2, column")
        .hasMessageContaining("field startedAt: 'yesterday' is no time");
    assertThatThrownBy(() -> read(table.replace(",0.04,", ",-0.9,")))
        .hasMessageContaining("field effect: '-0.9'");
  }

  @Test
  void a_line_that_is_no_run_is_named_by_its_number_and_other_files_are_not_ours()
      throws Exception {
    var good = HistoryLines.of(run());

    assertThat(ForeignFile.read(good + "\n\n" + good, true, WHENCE)).isEqualTo(whole(run(), run()));
    assertThatThrownBy(() -> ForeignFile.read(good + "\n{}", true, WHENCE))
        .hasMessageContaining("line 2: ");
    assertThat(read("{\"schema\": \"dyno/1\"}")).isInstanceOf(ForeignFile.Unknown.class);
    assertThat(read("")).isInstanceOf(ForeignFile.Unknown.class);
  }

  private static ForeignFile read(String text) throws ExchangeException {
    return ForeignFile.read(text, false, WHENCE);
  }

  private static ForeignFile whole(StoredRun... runs) {
    return new ForeignFile.Whole(
        Arrays.stream(runs).<HistoryEntry>map(HistoryEntry.Run::new).toList());
  }

  private static UnpairedRun unpaired(String text) throws ExchangeException {
    return ((ForeignFile.Unpaired) read("\uFEFF" + text)).run();
  }

  private static StoredRun run() {
    return new StoredRun(
        "1",
        "gate",
        AT,
        "pr",
        7,
        "0.1",
        "c0ffee",
        true,
        new Machine("Linux", "A \"CPU\", fast", 2, 1L << 33, "25", 0.5),
        List.of(
            new StoredEstimate(
                "gate",
                "a.B.c",
                new TreeMap<>(Map.of("a b", "x=y\\ z", "n\\", "")),
                "time/op",
                "us/op",
                10,
                10.4,
                0.04,
                -0.01,
                0.1,
                0.95,
                6,
                "Undecided",
                Double.POSITIVE_INFINITY,
                0.03)),
        List.of(),
        List.of(),
        List.of());
  }
}
