package dev.dyno.bench.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a run has come, read from its feed.
///
/// @param plan what it measures
/// @param rows its comparisons, in the order of the plan
/// @param note what else it does, as it said last; often none
/// @param state whether it works
/// @param last when something was told last
/// @param unreadable lines that are no events
public record RunProgress(
    RunEvent.Planned plan,
    List<Row> rows,
    Optional<String> note,
    State state,
    Instant last,
    int unreadable) {

  public RunProgress {
    rows = List.copyOf(rows);
  }

  /// Whether a run works.
  public sealed interface State {
    /// Its process lives.
    record Running() implements State {}

    /// Its process died, and said nothing.
    record Interrupted() implements State {}

    /// It came to its end.
    record Ended(int exit) implements State {}
  }

  /// What is known of one comparison.
  ///
  /// @param pairs whole ones
  /// @param look the last one taken
  /// @param dropped how many pairs were thrown away
  public record Row(
      RunEvent.Planned.Row planned,
      List<RunEvent.Paired> pairs,
      Optional<RunEvent.Looked> look,
      int dropped) {

    public Row {
      pairs = List.copyOf(pairs);
    }

    /// Whether more pairs may come.
    public boolean open() {
      return pairs.size() < planned.most() && look.map(RunEvent.Looked::open).orElse(true);
    }

    /// Seconds that are left at most.
    double left() {
      double each =
          pairs.isEmpty() ? planned.pairSeconds() : pairs.getLast().seconds() + BETWEEN_PAIRS;
      return open() ? each * (planned.most() - pairs.size()) : 0;
    }
  }

  /// Seconds for two forks to start.
  private static final double BETWEEN_PAIRS = 1.5;

  /// Reads a run's feed as far as it has whole lines.
  ///
  /// @return empty when the folder has none, or none that begins with a plan
  /// @throws IOException when it cannot be read
  public static Optional<RunProgress> read(Path folder) throws IOException {
    var file = folder.resolve(RunFeed.NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    boolean alive = locked(file); // before reading: an end that is written meanwhile is then seen
    var text = Files.readString(file, StandardCharsets.UTF_8);
    var reading = new Reading();
    text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(reading::take);
    return reading.progress(alive);
  }

  /// A lock that somebody holds is a process that lives.
  private static boolean locked(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ);
        var lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException ourselves) {
      return true;
    }
  }

  private static final class Reading {
    private Optional<RunEvent.Planned> plan = Optional.empty();
    private final List<List<RunEvent.Paired>> pairs = new ArrayList<>();
    private final List<Optional<RunEvent.Looked>> looks = new ArrayList<>();
    private int[] dropped = new int[0];
    private Optional<String> note = Optional.empty();
    private Optional<RunEvent.Ended> end = Optional.empty();
    private Instant last = Instant.EPOCH;
    private int unreadable;

    void take(String line) {
      try {
        take(RunEvent.read(line));
      } catch (JsonProcessingException | IndexOutOfBoundsException spoiled) {
        unreadable++;
      }
    }

    private void take(RunEvent event) {
      switch (event) {
        case RunEvent.Planned planned -> begin(planned);
        case RunEvent.Paired paired -> {
          pairs.get(paired.row()).add(paired);
          note = Optional.empty();
        }
        case RunEvent.Looked looked -> looks.set(looked.row(), Optional.of(looked));
        case RunEvent.Dropped drop -> dropped[drop.row()]++;
        case RunEvent.Noted noted -> note = Optional.of(noted.sentence());
        case RunEvent.Ended ended -> end = Optional.of(ended);
      }
      last = event.at();
    }

    private void begin(RunEvent.Planned planned) {
      plan = Optional.of(planned);
      dropped = new int[planned.rows().size()];
      for (var _ : planned.rows()) {
        pairs.add(new ArrayList<>());
        looks.add(Optional.empty());
      }
    }

    Optional<RunProgress> progress(boolean alive) {
      return plan.map(
          planned -> {
            var rows = new ArrayList<Row>();
            for (int i = 0; i < planned.rows().size(); i++) {
              rows.add(new Row(planned.rows().get(i), pairs.get(i), looks.get(i), dropped[i]));
            }
            State state =
                end.<State>map(it -> new State.Ended(it.exit()))
                    .orElseGet(() -> alive ? new State.Running() : new State.Interrupted());
            return new RunProgress(planned, rows, note, state, last, unreadable);
          });
    }
  }

  /// How many pairs are whole.
  public int pairs() {
    return rows.stream().mapToInt(row -> row.pairs().size()).sum();
  }

  /// How many pairs it is at most, as far as looks have not decided.
  public int most() {
    return rows.stream()
        .mapToInt(row -> row.open() ? row.planned().most() : row.pairs().size())
        .sum();
  }

  /// Time that is left at most.
  public Duration left() {
    return Duration.ofSeconds(Math.round(rows.stream().mapToDouble(Row::left).sum()));
  }
}
