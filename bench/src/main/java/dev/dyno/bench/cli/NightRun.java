package dev.dyno.bench.cli;

import dev.dyno.bench.nightly.Night;
import dev.dyno.bench.nightly.NightFolder;
import dev.dyno.bench.nightly.Phase;
import dev.dyno.reports.history.StoredNight;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Measures the phases of a night that are not whole yet, each by its own command.
///
/// @param budget of all of them
/// @param unsaid more words of each phase, that are not told; asked when it begins
record NightRun(
    Streams streams,
    Night night,
    NightFolder folder,
    Duration budget,
    NightTelling telling,
    Interruption interruption,
    Supplier<List<String>> unsaid) {

  /// What a command says in one line when it cannot do its work.
  private static final String COMPLAINT = "dyno: ";

  /// @return false when it was interrupted
  boolean run() throws IOException {
    var began = Instant.now();
    for (var phase : night.phases()) {
      if (folder.done(phase).isPresent()) {
        telling.say("%s: whole already".formatted(phase.name()));
        continue;
      }
      if (interruption.heard()) {
        return false;
      }
      var left = NightPlanning.left(budget, began, Instant.now());
      if (phase instanceof Phase.LeftOut(var name, var why)) {
        leftOut(name, why);
      } else if (left.toSeconds() < 1) {
        leftOut(phase.name(), "the budget was spent");
      } else if (!measured(phase, left)) {
        return false;
      }
    }
    return true;
  }

  private void leftOut(String name, String why) throws IOException {
    telling.say("%s: left out: %s".formatted(name, why));
    var now = Instant.now();
    folder.done(new StoredNight.Phase(name, "", StoredNight.LEFT_OUT, 0, why, now, now));
  }

  private boolean measured(Phase phase, Duration left) throws IOException {
    var began = Instant.now();
    var words = new ArrayList<>(phase.command(night.seed()));
    words.addAll(List.of("--budget", left.toSeconds() + "s"));
    words.addAll(List.of("--out", folder.of(phase).toString()));
    telling.say("%s: dyno %s".formatted(phase.name(), String.join(" ", words)));
    words.addAll(unsaid.get());
    var log = folder.folder().resolve(phase.name() + ".log");
    var text = folder.folder().resolve(phase.name() + ".txt");
    int exit;
    try (var out = new PrintStream(text.toFile(), StandardCharsets.UTF_8);
        var kept = new Kept(Files.newOutputStream(log), streams.err(), telling.quiet());
        var err = new PrintStream(kept, true, StandardCharsets.UTF_8)) {
      exit = Main.run(new Streams(out, err, false), words.toArray(String[]::new));
    }
    if (interruption.heard()) {
      return false; // what it wrote is not all that it was to measure
    }
    boolean failed = exit == ExitCode.USAGE.number() || exit == 1;
    var judged = failed ? Optional.<Judged>empty() : judged(phase);
    folder.done(
        new StoredNight.Phase(
            phase.name(),
            judged.map(it -> StoredRun.of(it).id()).orElse(""),
            failed ? "failed" : StoredNight.DONE,
            exit,
            phase instanceof Phase.Compare && judged.isPresent()
                ? verdicts(judged.get())
                : sentence(exit, failed ? log : text, failed),
            began,
            Instant.now()));
    return true;
  }

  /// What has its place in the history: what `qualify` plants is no series of the project.
  private Optional<Judged> judged(Phase phase) throws IOException {
    var file = folder.of(phase).resolve(MeasurementFile.NAME);
    return Files.exists(file) && !(phase instanceof Phase.Qualify)
        ? Optional.of(Judged.of(MeasurementFile.read(file)))
        : Optional.empty();
  }

  /// `3 comparisons: 2 Improved, 1 Undecided`.
  private static String verdicts(Judged run) {
    var words = new TreeMap<String, Integer>();
    for (var comparison : run.measurement().comparisons()) {
      var word = run.primary(comparison).map(it -> it.verdict().word()).orElse("not judged");
      words.merge(word, 1, Integer::sum);
    }
    int all = run.measurement().comparisons().size();
    return words.entrySet().stream()
        .map(it -> "%d %s".formatted(it.getValue(), it.getKey()))
        .collect(
            Collectors.joining(", ", "%d comparison%s: ".formatted(all, all == 1 ? "" : "s"), ""));
  }

  private static String sentence(int exit, Path said, boolean failed) throws IOException {
    var lines = Files.readString(said).lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return "exit code %d".formatted(exit);
    }
    return failed
        ? lines.stream()
            .filter(line -> line.startsWith(COMPLAINT))
            .findFirst()
            .map(line -> line.substring(COMPLAINT.length()))
            .orElse(lines.getLast())
        : lines.getFirst().strip();
  }

  /// Into a file, and to whoever looks on.
  private static final class Kept extends OutputStream {
    private final OutputStream file;
    private final PrintStream also;
    private final boolean quiet;

    Kept(OutputStream file, PrintStream also, boolean quiet) {
      this.file = file;
      this.also = also;
      this.quiet = quiet;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      file.write(bytes, from, length);
      if (!quiet) {
        also.write(bytes, from, length);
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
