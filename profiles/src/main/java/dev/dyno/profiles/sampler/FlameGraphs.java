package dev.dyno.profiles.sampler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import one.convert.Arguments;
import one.convert.FlameGraph;

/// Flame graphs as pages of one file each, which need no network, by async-profiler's converter.
///
/// The converter's own difference subtracts numbers of samples, whatever work they were taken from,
/// and draws only frames that the second recording has. Here both sides are scaled to the same
/// number of operations first, and either can give the shape, so that frames that vanished are
/// seen.
public final class FlameGraphs {

  /// Widths are whole numbers: with so many to the full width, none of note is rounded away.
  private static final double FULL_WIDTH = 1e6;

  private FlameGraphs() {}

  /// One side alone.
  ///
  /// @throws IOException when the page cannot be written
  public static void write(ProfiledSide side, Path page) throws IOException {
    long scale = scale(side.total());
    var title = "%s: %s, %s".formatted(side.name(), words(side.event()), unit(side.event(), scale));
    save(graph(side, scale, title), page);
  }

  /// All of a recording, in the event's unit: of work that nobody counts, as in a JVM that is
  /// watched.
  ///
  /// @param whose in words
  /// @throws IOException when the page cannot be written
  public static void write(Stacks stacks, String whose, Path page) throws IOException {
    var title =
        "%s: %s, %s, sampled by %s"
            .formatted(whose, words(stacks.event()), stacks.event().unit(), stacks.engine());
    save(graph(new ProfiledSide(whose, List.of(stacks), 1), 1, title), page);
  }

  /// One side alone, hanging from its roots, as the text of a page: to stand within another.
  ///
  /// @throws IOException when the converter fails
  public static String hanging(ProfiledSide side, String title) throws IOException {
    var graph = new FlameGraph(new Arguments("--inverted", "--title", escaped(title)));
    graph.parseCollapsed(new StringReader(collapsed(side.perOperation(), scale(side.total()))));
    var text = new ByteArrayOutputStream();
    graph.dump(text);
    return text.toString(StandardCharsets.UTF_8);
  }

  /// The frames of one side, coloured by how much more or less of them it needs for one operation
  /// than the other side does.
  ///
  /// @param shape side whose frames are drawn; those that only the other has are not
  /// @param against the other side
  /// @throws IOException when the page cannot be written
  public static void writeDifference(ProfiledSide shape, ProfiledSide against, Path page)
      throws IOException {
    if (shape.event() != against.event()) {
      throw new IllegalArgumentException(
          "%s against %s: only the same event can be compared"
              .formatted(shape.event(), against.event()));
    }
    long scale = scale(Math.max(shape.total(), against.total()));
    var title =
        "%s against %s: %s, %s; red: more in %s, blue: less, yellow: only there"
            .formatted(
                shape.name(),
                against.name(),
                words(shape.event()),
                unit(shape.event(), scale),
                shape.name());
    var graph = graph(shape, scale, title);
    graph.diff(graph(against, scale, title));
    save(graph, page);
  }

  /// Operations whose amounts are drawn: a power of ten.
  private static long scale(double perOperation) {
    long scale = 1;
    while (perOperation > 0 && perOperation * scale < FULL_WIDTH && scale < 1_000_000_000_000L) {
      scale *= 10;
    }
    return scale;
  }

  private static String words(SampledEvent event) {
    return switch (event) {
      case CPU -> "CPU time";
      case WALL -> "wall-clock time of all threads";
      case ALLOC -> "bytes allocated";
      case LOCK -> "time waiting for locks";
    };
  }

  private static String unit(SampledEvent event, long scale) {
    return scale == 1
        ? event.unit() + " an operation"
        : String.format(Locale.ROOT, "%s in %,d operations", event.unit(), scale);
  }

  private static FlameGraph graph(ProfiledSide side, long scale, String title) throws IOException {
    var graph = new FlameGraph(new Arguments("--title", escaped(title)));
    graph.parseCollapsed(new StringReader(collapsed(side.perOperation(), scale)));
    return graph;
  }

  /// Stacks with whole numbers, as flame graph tools read them.
  static String collapsed(SortedMap<String, Double> perOperation, long scale) {
    var text = new StringBuilder();
    perOperation.forEach(
        (stack, amount) -> {
          long width = Math.round(amount * scale);
          if (width > 0) {
            text.append(stack).append(' ').append(width).append('\n');
          }
        });
    return text.toString();
  }

  private static String escaped(String title) {
    return title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void save(FlameGraph graph, Path page) throws IOException {
    var part = page.resolveSibling(page.getFileName() + ".part");
    try (var out = Files.newOutputStream(part)) {
      graph.dump(out);
    }
    Files.move(part, page, StandardCopyOption.REPLACE_EXISTING);
  }
}
