package dev.dyno.bench.progress;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Metric;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Appends what happens in a run to `progress.jsonl` in its folder, line by line.
///
/// Assumes one writer a file. Guarantees: a line is written at once, so that a reader that stops at
/// the last line break never sees half of one; while the run lives, the file is locked, so that a
/// reader can tell a run that works from one that died, in whatever container it looks; and a disk
/// that takes no more lines costs the run nothing: the feed falls silent, and what it lacks is said
/// by [#close()]'s missing end.
public final class RunFeed implements Trial.Listener, AutoCloseable {

  /// The file's name in a run's folder.
  public static final String NAME = "progress.jsonl";

  /// What an uncaught exception gives.
  private static final int BROKEN = 1;

  private final FileChannel file;
  private final Function<Comparison, Optional<Judgement>> judge;
  private final Map<Plan.Planned, Integer> rows = new HashMap<>();
  private boolean silent;
  private boolean ended;

  private RunFeed(FileChannel file, Function<Comparison, Optional<Judgement>> judge) {
    this.file = file;
    this.judge = judge;
  }

  /// One comparison of the plan.
  ///
  /// @param title its benchmark and parameters
  /// @param most pairs, when no look decides earlier
  /// @param pairSeconds about how long a pair takes
  public record Row(Plan.Planned planned, String title, int most, double pairSeconds) {}

  /// Begins a feed; an earlier one in the folder is gone.
  ///
  /// @param judge what a look says of the comparison so far
  /// @throws IOException when the folder does not take it
  public static RunFeed open(
      Path folder,
      String command,
      String profile,
      List<Row> rows,
      Function<Comparison, Optional<Judgement>> judge)
      throws IOException {
    var path = folder.resolve(NAME);
    Files.deleteIfExists(path); // a new file, so that who reads the old one sees no mixture
    var file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
    var feed = new RunFeed(file, judge);
    feed.lock();
    for (int i = 0; i < rows.size(); i++) {
      feed.rows.put(rows.get(i).planned(), i);
    }
    feed.append(
        new RunEvent.Planned(
            Instant.now(), command, profile, rows.stream().map(RunFeed::planned).toList()));
    return feed;
  }

  /// The system gives it back when this process ends, however it does.
  private void lock() {
    try {
      var _ = file.lock();
    } catch (IOException unsupported) {
      // A file system without locks: its readers go by the file's age.
    }
  }

  private static RunEvent.Planned.Row planned(Row row) {
    var planned = row.planned();
    var target =
        planned.target().filter(it -> it.metric().equals(planned.metric())).map(it -> it.effect());
    return new RunEvent.Planned.Row(
        planned.toggle(),
        row.title(),
        planned.metric(),
        row.most(),
        row.pairSeconds(),
        target.orElse(null));
  }

  @Override
  public void paired(Plan.Planned planned, Pair pair) {
    var metric = Metric.named(planned.metric()).orElse(Metric.TIME);
    append(
        new RunEvent.Paired(
            Instant.now(),
            row(planned),
            pair.index(),
            pair.surroundings().seconds(),
            metric.unitOf(pair.baseline()),
            metric.reading(pair.baseline()),
            metric.reading(pair.candidate()),
            finite(metric.effect(pair).orElse(Double.NaN))));
  }

  @Override
  public void dropped(Plan.Planned planned, String why) {
    if (rows.containsKey(planned)) {
      append(new RunEvent.Dropped(Instant.now(), row(planned), firstLine(why)));
    }
  }

  @Override
  public void looked(Plan.Planned planned, Comparison soFar) {
    judge
        .apply(soFar)
        .ifPresent(
            judgement -> {
              var effect = judgement.effect();
              append(
                  new RunEvent.Looked(
                      Instant.now(),
                      row(planned),
                      soFar.pairs().size(),
                      judgement.verdict().word(),
                      judgement.verdict().sentence(),
                      effect.ratio(),
                      finite(effect.interval().low()),
                      finite(effect.interval().high()),
                      judgement.open()));
            });
  }

  @Override
  public void controlled(Plan.Planned control, Comparison soFar) {
    noted("%s, a control: %d pairs".formatted(soFar.title(), soFar.pairs().size()));
  }

  /// Something else that the run does meanwhile.
  public void noted(String sentence) {
    append(new RunEvent.Noted(Instant.now(), sentence));
  }

  /// The run is over.
  ///
  /// @param exit the exit code of its process
  public void end(int exit) {
    if (!ended) {
      ended = true;
      append(new RunEvent.Ended(Instant.now(), exit));
    }
  }

  /// Who closes without an end was broken off by an exception.
  @Override
  public void close() {
    end(BROKEN);
    try {
      file.close();
    } catch (IOException lost) {
      silent = true; // what was written is there
    }
  }

  private int row(Plan.Planned planned) {
    return Optional.ofNullable(rows.get(planned))
        .orElseThrow(
            () -> new IllegalArgumentException(planned.benchmark() + " is not in the plan"));
  }

  private void append(RunEvent event) {
    if (silent) {
      return;
    }
    var line = ByteBuffer.wrap((event.line() + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        file.write(line);
      }
    } catch (IOException full) {
      silent = true;
    }
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
