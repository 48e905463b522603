package dev.dyno.reports.html;

import dev.dyno.reports.export.ShardRow;
import dev.dyno.reports.measurement.Fact;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.verdict.Judged;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The whole page, in words; the templates only lay it out.
///
/// @param measurement that is shown
/// @param sections its comparisons, in the order of the plan
/// @param forest their primary effects
/// @param fidelity to an embedded run; often empty
/// @param peers comparisons that switch no toggle; often none
/// @param scaling its curves; often none
/// @param matrix effects of a factorial design, when one was measured
/// @param gate what a gate decided, when it is one's
/// @param assets style, scripts and library, inlined
record Page(
    Measurement measurement,
    List<Section> sections,
    ForestPlot forest,
    FidelitySection fidelity,
    List<PeerRow> peers,
    List<ScalingSection> scaling,
    Optional<MatrixSection> matrix,
    Optional<GateSection> gate,
    Assets assets) {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final double GIB = 1024.0 * 1024 * 1024;

  /// How many comparisons came to an outcome.
  record Count(Outcome outcome, int number) {}

  static Page of(Judged run) {
    var measurement = run.measurement();
    var sections = new ArrayList<Section>();
    for (var comparison : measurement.comparisons()) {
      sections.add(
          Section.of(sections.size() + 1, comparison, run.judgements(), measurement.design()));
    }
    return new Page(
        measurement,
        List.copyOf(sections),
        ForestPlot.of(sections.stream().filter(Page::switches).toList()),
        FidelitySection.of(run.fidelity()),
        sections.stream().flatMap(section -> PeerRow.of(section).stream()).toList(),
        ScalingSection.of(run.judgements()),
        run.matrix().map(effects -> MatrixSection.of(effects, measurement.design())),
        run.gate().map(GateSection::of),
        Assets.load());
  }

  private static boolean switches(Section section) {
    return section.comparison().contrast().isEmpty();
  }

  /// Whether comparisons of toggles were planned, or of nothing else.
  boolean switching() {
    return comparing() && (peers.isEmpty() || sections.stream().anyMatch(Page::switches));
  }

  String title() {
    return "Dyno " + measurement.command() + ", " + when();
  }

  String when() {
    return WHEN.format(measurement.startedAt());
  }

  /// `1 h 2 min`, `12 min 31 s`, `4.2 s`.
  String elapsed() {
    return spoken(measurement.elapsed());
  }

  String machine() {
    return machines() > 1 ? machines() + " different ones, see Shards" : oneMachine();
  }

  /// Who measured what, where several machines shared the run.
  List<ShardRow> shards() {
    return ShardRow.of(measurement);
  }

  /// The anchors of what a shard measured.
  List<Section> of(ShardRow shard) {
    var shards = measurement.shards().orElseThrow();
    return sections.stream()
        .filter(section -> shards.shard(section.comparison()) == shard.shard())
        .toList();
  }

  /// How many machines that are not alike.
  long machines() {
    return Math.max(1, shards().stream().map(ShardRow::machine).distinct().count());
  }

  private String oneMachine() {
    return "%s, %s, %s".formatted(measurement.machine().cpu(), cores(), memory());
  }

  String cores() {
    int cores = measurement.machine().cores();
    return cores == 1 ? "1 core" : cores + " cores";
  }

  String memory() {
    return Typography.fixed(measurement.machine().memoryBytes() / GIB, 1)
        + Typography.SPACE
        + "GiB";
  }

  String load() {
    double load = measurement.machine().loadAtStart();
    return load < 0 ? "not told by this system" : Typography.fixed(load, 2);
  }

  /// Every outcome that occurs when a toggle is switched, and the four verdicts in any case.
  List<Count> counts() {
    var counts = new ArrayList<Count>();
    for (var outcome : Outcome.values()) {
      int number =
          (int)
              sections.stream()
                  .filter(section -> switches(section) && section.outcome() == outcome)
                  .count();
      if (number > 0 || outcome.compareTo(Outcome.UNDECIDED) <= 0) {
        counts.add(new Count(outcome, number));
      }
    }
    return counts;
  }

  long judged() {
    return sections.stream().filter(section -> section.primary().isPresent()).count();
  }

  List<Section> promised() {
    return sections.stream()
        .filter(section -> switches(section) && section.comparison().target().isPresent())
        .toList();
  }

  /// Those beside others for which a bar is stated.
  List<PeerRow> bars() {
    return peers.stream().filter(row -> row.target().isPresent()).toList();
  }

  /// How many bars are reached.
  long barsMet() {
    return bars().stream().filter(PeerRow::met).count();
  }

  /// What the charts draw.
  String data() {
    return ChartData.json(sections, scaling, matrix);
  }

  /// How often the same code was called dearer on this machine, and what it can see there.
  String qualified() {
    if (!shards().isEmpty()) {
      return "Each comparison is judged by what was known of the machine that measured it.";
    }
    return measurement
        .design()
        .qualified()
        .map(Page::sentence)
        .orElse("This machine is not qualified yet: run dyno qualify.");
  }

  private static String sentence(Qualified known) {
    return "On this machine the same code was called dearer in %d of %d verdicts, 95 %% interval %s to %s; its noise floor, the smallest slowdown found in 4 of 5 runs, is %s (the middle of %d benchmarks, dyno qualify in no more than the turns of a gate, %s). Between sessions %s."
        .formatted(
            known.alarms(),
            known.verdicts(),
            new Change(known.alarmsLow()).size(),
            new Change(known.alarmsHigh()).size(),
            new Change(known.floor()).size(),
            known.benchmarks(),
            WHEN.format(known.at()),
            new Change(known.sessionDeviation()).size());
  }

  /// Whether there are comparisons to show, or nothing else is.
  boolean comparing() {
    return !sections.isEmpty() || matrix.isEmpty();
  }

  /// How many promises were kept.
  long met() {
    return promised().stream()
        .filter(section -> section.comparison().target().map(section::met).orElse(false))
        .count();
  }

  /// Comparisons that did not end well.
  List<Section> spoiled() {
    return sections.stream().filter(section -> !section.ending().isEmpty()).toList();
  }

  boolean whole() {
    return measurement.missing().isEmpty() && spoiled().isEmpty();
  }

  String order() {
    return measurement.design().order().name().toLowerCase(Locale.ROOT);
  }

  String orderMeaning() {
    return meaning(measurement.design().order());
  }

  String looks() {
    return measurement.design().looks().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  /// Values of the filters, each once.
  List<String> toggles() {
    return sections.stream().map(section -> section.comparison().toggle()).distinct().toList();
  }

  List<String> metrics() {
    return sections.stream()
        .flatMap(section -> section.rows().stream())
        .map(MetricRow::label)
        .distinct()
        .toList();
  }

  List<Outcome> outcomes() {
    return sections.stream().map(Section::outcome).distinct().sorted().toList();
  }

  /// `400 became 1`.
  static String became(Fact fact) {
    return count(fact.baseline()) + " became " + count(fact.candidate());
  }

  static String count(long number) {
    return Typography.whole(number);
  }

  static String spoken(Duration duration) {
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return Typography.digits(duration.toMillis() / 1000.0) + " s";
  }

  private static String meaning(TurnOrder order) {
    return switch (order) {
      case TURNS ->
          "both forks of a pair are alive, and one runs an iteration while the other waits; who goes"
              + " first is drawn anew each round";
      case FORKS ->
          "one fork runs all its iterations, then the other; ABBA over pairs, as JMH does";
      case DUET -> "both forks of a pair run at once";
    };
  }
}
