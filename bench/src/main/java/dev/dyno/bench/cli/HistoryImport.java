package dev.dyno.bench.cli;

import dev.dyno.reports.exchange.ExchangeException;
import dev.dyno.reports.exchange.ForeignFile;
import dev.dyno.reports.exchange.UnpairedRun;
import dev.dyno.reports.exchange.Whence;
import dev.dyno.reports.history.HistoryEntry;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.SeriesKey;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `dyno history import` reads, and what it is told of files that do not say enough.
final class HistoryImport {
  private static final String LINES = ".jsonl";
  private static final String UNKNOWN = "unknown";

  @Option(
      names = "--commit",
      paramLabel = "HASH",
      defaultValue = UNKNOWN,
      description = "of JMH's files: which commit they measured (default: unknown)")
  private String commit = UNKNOWN;

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      defaultValue = "elsewhere",
      description = "of JMH's files: any name; one machine is never compared with another")
  private String machine = "elsewhere";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "of JMH's files: when, such as 2026-01-31T02:00:00Z (default: when each was written)")
  private @Nullable Instant at;

  /// All that was read.
  ///
  /// @param leftOut of it, a line a file
  record Read(List<HistoryEntry> entries, List<UnpairedRun> unpaired, List<String> leftOut) {

    /// As the history will have them, the oldest scores first, since the others are seen against
    /// them.
    List<HistoryEntry> stored(HistoryStore store) throws HistoryException {
      var firsts = new HashMap<SeriesKey, Double>();
      for (var series : store.series()) {
        if (series.key().command().equals(UnpairedRun.COMMAND)) {
          firsts.put(series.key(), series.points().getFirst().baseline());
        }
      }
      var stored = new ArrayList<>(entries);
      unpaired.stream()
          .sorted(Comparator.comparing(UnpairedRun::at))
          .forEach(run -> stored.add(new HistoryEntry.Run(run.stored(firsts))));
      return stored;
    }
  }

  Read read(List<Path> files) throws UsageException {
    var read = new Read(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var file : files) {
      try {
        add(file, read);
      } catch (NoSuchFileException none) {
        throw new UsageException("there is no file %s".formatted(file), none);
      } catch (MalformedInputException binary) {
        throw new UsageException("%s is no text in UTF-8".formatted(file), binary);
      } catch (IOException | ExchangeException wrong) {
        throw new UsageException(
            "%s cannot be stored: %s".formatted(file, wrong.getMessage()), wrong);
      }
    }
    return read;
  }

  private void add(Path file, Read read) throws IOException, ExchangeException {
    if (Files.isDirectory(file)) {
      read.entries().add(measured(file.resolve(MeasurementFile.NAME)));
      return;
    }
    var when = at == null ? Files.getLastModifiedTime(file).toInstant() : at;
    var whence = new Whence(Instant.ofEpochMilli(when.toEpochMilli()), commit, machine);
    var text = Files.readString(file);
    switch (ForeignFile.read(text, file.toString().endsWith(LINES), whence)) {
      case ForeignFile.Whole(var entries) -> read.entries().addAll(entries);
      case ForeignFile.Unpaired(var run) -> {
        read.unpaired().add(run);
        if (!run.leftOut().isEmpty()) {
          read.leftOut().add("%s: left out: %s".formatted(file, String.join("; ", run.leftOut())));
        }
      }
      case ForeignFile.Unknown _ -> read.entries().add(measured(file));
    }
  }

  private static HistoryEntry.Run measured(Path file) throws IOException {
    var measurement = MeasurementFile.read(file);
    if (measurement.shards().map(it -> it.parts().size() > 1).orElse(false)) {
      throw new IOException("it joins shards of several machines: import each shard instead");
    }
    return new HistoryEntry.Run(StoredRun.of(Judged.of(measurement)));
  }
}
