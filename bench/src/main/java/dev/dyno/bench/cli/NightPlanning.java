package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.nightly.Due;
import dev.dyno.bench.nightly.Night;
import dev.dyno.bench.nightly.Phase;
import dev.dyno.bench.nightly.SharedNight;
import dev.dyno.bench.variant.Commits;
import dev.dyno.reports.history.Fingerprint;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.SharedRun;
import dev.dyno.reports.history.StoredNight;
import dev.dyno.reports.measurement.Agreement;
import dev.dyno.reports.policy.GateFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Decides what a night measures.
///
/// @param policy the project's `dyno.yaml`
/// @param shared when several machines share the night
/// @param shardWords what the phases that are split need to say of it
/// @param planOnly whether nothing may be written
record NightPlanning(
    Path project,
    Optional<GateFile> policy,
    HistoryStore store,
    NightOptions options,
    long seed,
    Clock clock,
    Optional<SharedNight> shared,
    List<String> shardWords,
    boolean planOnly) {

  private static final int LOOKED_AT = 1_000;
  private static final String LAST_GOOD = "last good";

  /// Whether a night that would begin now is this one.
  boolean goesOn(Night night) {
    boolean same = shared.map(it -> it.is(night)).orElseGet(() -> !SharedNight.any(night));
    return same && night.goesOn(commit(), options.profile(), clock.instant());
  }

  private String commit() {
    return new Commits(project).head().orElse(Night.UNKNOWN);
  }

  Night plan() throws UsageException {
    try {
      var now = clock.instant();
      var machine = Fingerprint.of(MachineReader.read());
      var nights = store.nights(machine, LOOKED_AT);
      var commit = commit();
      var commits = new Commits(project);
      Predicate<String> known = it -> !it.equals(Night.UNKNOWN) && commits.named(it).isPresent();
      var lastGood =
          shared.isPresent() ? agreed(shared.get(), commit, now, known) : lastGood(nights, known);
      return new Night(
          shared
              .map(it -> it.id(machine, now))
              .orElseGet(() -> "%s-%d".formatted(machine, now.toEpochMilli())),
          machine,
          commit,
          lastGood,
          lastGood.isEmpty() ? List.of() : commits.since(lastGood, commit),
          options.profile(),
          seed,
          now,
          phases(commit, lastGood, nights, now),
          warnings(nights, now));
    } catch (HistoryException failed) {
      throw new UsageException(String.valueOf(failed.getMessage()), failed);
    }
  }

  /// The commit of the newest of these that was good; a shard alone does not know that.
  private static Optional<String> own(List<StoredNight> nights, Predicate<String> known) {
    return nights.stream()
        .filter(it -> it.lastGood() && !SharedNight.any(it.id()))
        .map(StoredNight::commit)
        .filter(known)
        .findFirst();
  }

  /// Of another machine where this one has none, as after a new kernel or JDK, which makes another
  /// machine of it: both commits are measured here anyway.
  private String lastGood(List<StoredNight> nights, Predicate<String> known)
      throws HistoryException {
    var own = own(nights, known);
    return own.isPresent() ? own.get() : own(store.nights(LOOKED_AT), known).orElse("");
  }

  /// What all shards hold the commit against: as whoever came first found it.
  private String agreed(SharedNight shared, String commit, Instant now, Predicate<String> known)
      throws HistoryException, UsageException {
    var lastGood = SharedNight.lastGood(store.nights(LOOKED_AT), known).orElse("");
    var terms =
        new TreeMap<>(Map.of("commit", commit, "profile", options.profile(), LAST_GOOD, lastGood));
    var own =
        new SharedRun(
            shared.run(), "nightly", now, shared.place().of(), new Agreement(terms), List.of());
    var shards = store.shards();
    var first = planOnly ? shards.run(own.id(), own.command()).orElse(own) : shards.begin(own);
    terms.put(LAST_GOOD, first.agreement().terms().getOrDefault(LAST_GOOD, ""));
    var differs = new Agreement(terms).difference(first.agreement());
    if (differs.isPresent() || first.of() != own.of()) {
      throw new UsageException(
          "the night of run %s was begun otherwise (%s): give the same commit and options to all shards, or another --run-id"
              .formatted(own.id(), differs.orElse("%d shards".formatted(first.of()))));
    }
    return first.agreement().terms().getOrDefault(LAST_GOOD, "");
  }

  /// Complains of what cannot be measured, before anything is begun.
  void check(Night night) throws UsageException {
    for (var phase : night.phases()) {
      dry(phase);
    }
  }

  private List<Phase> phases(String commit, String lastGood, List<StoredNight> nights, Instant now)
      throws UsageException {
    var phases = new ArrayList<Phase>();
    for (var name : NightOptions.PHASES) {
      if (options.wants(name)) {
        phases.add(
            switch (name) {
              case "gate" -> gate(commit, lastGood);
              case "compare" -> new Phase.Compare(options.profile(), split(options.compareWords()));
              case "matrix" ->
                  matrix(options.matrix(), Due.of(name, options.matrixEvery(), nights, now));
              default ->
                  due(new Phase.Qualify(), Due.of(name, options.qualifyEvery(), nights, now));
            });
      }
    }
    return phases;
  }

  private static Phase due(Phase phase, Due due) {
    return due.tonight()
        ? phase
        : new Phase.LeftOut(phase.name(), "not tonight: " + due.sentence());
  }

  private Phase gate(String commit, String lastGood) {
    if (policy.isEmpty()) {
      return leftOut("no %s says what is gated".formatted(GateFile.NAME));
    }
    if (policy.get().build().isEmpty()) {
      return leftOut("%s has no build:, so no commit can be built".formatted(GateFile.NAME));
    }
    if (commit.equals(Night.UNKNOWN)) {
      return leftOut("no git, or no commit: there is nothing to hold against another");
    }
    if (lastGood.isEmpty()) {
      return leftOut("no good night before: if this one is, the next are held against it");
    }
    if (lastGood.equals(commit)) {
      return leftOut("no commit since the last good night");
    }
    return new Phase.Gate(lastGood, commit, split(options.gateWords()));
  }

  /// One design is not split.
  private Phase matrix(Phase phase, Due due) {
    return shared.map(it -> it.place().shard() > 1).orElse(false)
        ? new Phase.LeftOut(phase.name(), "a matrix is one design: the first shard measures it")
        : due(phase, due);
  }

  private List<String> split(List<String> words) {
    return Stream.concat(words.stream(), shardWords.stream()).toList();
  }

  private static Phase leftOut(String why) {
    return new Phase.LeftOut("gate", why);
  }

  private static List<String> warnings(List<StoredNight> nights, Instant now) {
    return nights.stream()
        .map(StoredNight::endedAt)
        .findFirst()
        .filter(last -> last.isAfter(now))
        .map(
            last ->
                "the clock went back: the last night ended at %s, and now it is %s; this night is stored behind that one"
                    .formatted(last, now))
        .stream()
        .toList();
  }

  void print(Night night, PrintStream out) throws UsageException {
    out.printf("commit %s, last good %s%n", night.commit(), orNone(night.lastGood()));
    night.range().forEach(commit -> out.printf("  %s%n", commit));
    for (var phase : night.phases()) {
      if (phase instanceof Phase.LeftOut(var name, var why)) {
        out.printf("%-8s left out: %s%n", name, why);
      } else {
        var expected = expected(phase);
        out.printf("%-8s dyno %s%n", phase.name(), String.join(" ", phase.command(seed)));
        expected.ifPresent(each -> out.printf("         %s%n", each));
      }
    }
    night.warnings().forEach(out::println);
  }

  private static String orNone(String commit) {
    return commit.isEmpty() ? "none" : commit;
  }

  /// How long it takes, as the phase's own dry run says; a gate would have to build first.
  private Optional<String> expected(Phase phase) throws UsageException {
    return dry(phase)
        .lines()
        .filter(line -> line.contains("at most") || line.contains("in all"))
        .reduce((_, last) -> last);
  }

  /// What a phase's own dry run says; nothing of one that has none.
  private String dry(Phase phase) throws UsageException {
    if (!(phase instanceof Phase.Compare || phase instanceof Phase.Matrix)) {
      return "";
    }
    var words = new ArrayList<>(phase.command(seed));
    words.add("--dry-run");
    var said = new java.io.ByteArrayOutputStream();
    var into = new PrintStream(said, true, java.nio.charset.StandardCharsets.UTF_8);
    int exit = Main.run(new Streams(into, into, false), words.toArray(String[]::new));
    var text = said.toString(java.nio.charset.StandardCharsets.UTF_8);
    if (exit != ExitCode.PASS.number()) {
      throw new UsageException(
          "%s cannot be measured: dyno %s says%n%s"
              .formatted(phase.name(), String.join(" ", phase.command(seed)), text.strip()));
    }
    return text;
  }

  /// So much of a budget is left.
  static Duration left(Duration budget, Instant began, Instant now) {
    var gone = Duration.between(began, now);
    return gone.isNegative() ? budget : budget.minus(gone);
  }
}
