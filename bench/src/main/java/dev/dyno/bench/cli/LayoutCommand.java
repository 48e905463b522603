package dev.dyno.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.bench.suite.LayoutCatalog;
import dev.dyno.profiles.layout.Footprint;
import dev.dyno.profiles.layout.HeaderMode;
import dev.dyno.profiles.layout.LayoutFork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dyno layout`: what the packed types take in every header mode, in a JVM of its own each.
@Command(
    name = "layout",
    description =
        "Counts the bytes of the packed types, beside the plain ones, in every header mode.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class LayoutCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Streams streams;

  @Option(names = "--json", description = "one JSON array on standard output, and nothing else")
  private boolean json;

  LayoutCommand(Streams streams) {
    this.streams = streams;
  }

  /// The bytes of one kind of object.
  ///
  /// @param plain of a graph of the plain kind, without what others of its kind share
  /// @param packed of the packed kind
  private record Row(HeaderMode mode, String name, long plain, long packed) {
    double effect() {
      return (double) packed / plain - 1;
    }

    boolean met() {
      return effect() <= LayoutCatalog.TARGET.effect();
    }
  }

  @Override
  public Integer call() throws UsageException {
    var rows = new ArrayList<Row>();
    for (var mode : HeaderMode.ALL) {
      rows.addAll(count(mode));
    }
    if (json) {
      streams.out().println(json(rows));
    } else {
      streams.out().print(table(rows));
    }
    return ExitCode.PASS.number();
  }

  private static List<Row> count(HeaderMode mode) throws UsageException {
    try {
      var counted = LayoutFork.count(mode, List.of(), LayoutCatalog.Count.class);
      return LayoutCatalog.entries().stream().map(entry -> row(mode, entry, counted)).toList();
    } catch (IOException refused) {
      throw new UsageException(
          "header mode '%s' cannot be counted: %s; run `java %s -version` to see why"
              .formatted(mode.words(), refused.getMessage(), String.join(" ", mode.flags())),
          refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UsageException("interrupted while counting", interrupted);
    }
  }

  private static Row row(
      HeaderMode mode, LayoutCatalog.Entry entry, Map<String, Footprint> counted) {
    return new Row(
        mode, entry.name(), bytes(counted, entry.plainName()), bytes(counted, entry.packedName()));
  }

  private static long bytes(Map<String, Footprint> counted, String name) {
    return Objects.requireNonNull(counted.get(name), name).bytes();
  }

  private static String table(List<Row> rows) {
    var table = new StringBuilder();
    table.append(line("what", "headers", "plain", "packed", "effect", "target"));
    var target = "%+.0f %%".formatted(100 * LayoutCatalog.TARGET.effect());
    for (var row : rows) {
      table.append(
          line(
              row.name(),
              row.mode().words(),
              "%,d B".formatted(row.plain()),
              "%,d B".formatted(row.packed()),
              "%+.1f %%".formatted(100 * row.effect()),
              target + (row.met() ? " met" : " missed")));
    }
    return table
        .append("Bytes of one object with all it reaches, without what all of its kind share; ")
        .append("target: ")
        .append(LayoutCatalog.TARGET.words())
        .append('\n')
        .toString();
  }

  private static String line(String... cells) {
    return "%-28s %-19s %9s %9s %9s  %s%n".formatted((Object[]) cells);
  }

  private static String json(List<Row> rows) {
    var all = JSON.createArrayNode();
    for (var row : rows) {
      all.add(node(row));
    }
    return all.toPrettyString();
  }

  private static ObjectNode node(Row row) {
    return JSON.createObjectNode()
        .put("toggle", "compact-layout")
        .put("name", row.name())
        .put("headers", row.mode().words())
        .put("baseline", row.plain())
        .put("candidate", row.packed())
        .put("effect", row.effect())
        .put("target", LayoutCatalog.TARGET.effect())
        .put("met", row.met());
  }
}
