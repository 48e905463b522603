package dev.dyno.profiles.pages;

import dev.dyno.profiles.jfr.AllocatedBytes;
import dev.dyno.profiles.jfr.AllocationComparison;
import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.Comparison;
import dev.dyno.profiles.layout.Footprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One thing that a test observed: a window, or two side by side, or bytes, or a footprint.
///
/// @param title for people
/// @param sides none, one or two: their names
/// @param rows what was seen, exactly; facts of which there were none are in `none`
/// @param none facts of which there were none, on either side
/// @param remark what a reader must know; may be empty
/// @param hints what was sampled
/// @param rules what JMC's rules said
/// @param layouts what objects take, one or none
public record View(
    String title,
    List<String> sides,
    List<Row> rows,
    List<String> none,
    String remark,
    List<Hint> hints,
    List<Rules> rules,
    List<Layout> layouts) {

  static final List<String> BOTH = List.of("baseline", "candidate");

  public View {
    sides = List.copyOf(sides);
    rows = List.copyOf(rows);
    none = List.copyOf(none);
    hints = List.copyOf(hints);
    rules = List.copyOf(rules);
    layouts = List.copyOf(layouts);
  }

  /// A window that was finished.
  public static View of(Captured seen) {
    var sampled = new Recorded("", seen);
    return facts(title(seen.length()), List.of("observed"), List.of(seen), List.of(sampled));
  }

  /// Two windows with the same work.
  public static View of(Comparison both) {
    return facts(
        "Baseline against candidate",
        BOTH,
        List.of(both.baseline(), both.candidate()),
        List.of(
            new Recorded("baseline", both.baseline()),
            new Recorded("candidate", both.candidate())));
  }

  /// Bytes over all threads.
  public static View of(AllocatedBytes bytes) {
    return bytes("Bytes allocated", List.of("allocated"), List.of(bytes));
  }

  /// Bytes of the same work on two sides.
  public static View of(AllocationComparison both) {
    return bytes(
        "Bytes allocated, baseline against candidate",
        BOTH,
        List.of(both.baseline(), both.candidate()));
  }

  /// A window that was not finished.
  public static View broken() {
    return new View(
        "A window that was not finished",
        List.of(),
        List.of(),
        List.of(),
        "The test ended before its window did, so what was in it is not known: what had not been"
            + " committed is missing. Its recording is kept if the test failed.",
        List.of(),
        List.of(),
        List.of());
  }

  /// What one graph of objects takes.
  ///
  /// @param what it is of
  public static View of(String what, Footprint counted) {
    return layout("Footprint of " + what, List.of("counted"), List.of(counted));
  }

  /// What two graphs of objects take, side by side.
  public static View of(Footprint baseline, Footprint candidate) {
    return layout("Footprints, baseline against candidate", BOTH, List.of(baseline, candidate));
  }

  private static View layout(String title, List<String> sides, List<Footprint> counted) {
    return new View(
        title, sides, List.of(), List.of(), "", List.of(), List.of(), List.of(Layout.of(counted)));
  }

  private static String title(Duration length) {
    double micros = length.toNanos() / 1e3;
    return micros < 1_000
        ? String.format(Locale.ROOT, "A window of %.0f µs", micros)
        : String.format(Locale.ROOT, "A window of %,.1f ms", micros / 1_000);
  }

  private static View facts(
      String title, List<String> names, List<Captured> sides, List<Recorded> recorded) {
    var rows = new ArrayList<Row>();
    var none = new ArrayList<String>();
    for (var signal : sides.getFirst().exact()) {
      var row =
          new Row(
              signal.title(), sides.stream().map(side -> Amount.of(side.facts(signal))).toList());
      if (row.seen()) {
        rows.add(row);
      } else {
        none.add(row.fact());
      }
    }
    var hints = recorded.stream().flatMap(each -> each.hints().stream()).toList();
    var rules = recorded.stream().flatMap(each -> each.rules().stream()).toList();
    var remark =
        String.join(
            " ", recorded.stream().map(Recorded::trouble).filter(t -> !t.isEmpty()).toList());
    return new View(title, names, rows, none, remark, hints, rules, List.of());
  }

  private static View bytes(String title, List<String> names, List<AllocatedBytes> sides) {
    var row = new Row("bytes, all threads", sides.stream().map(Amount::of).toList());
    var remark =
        sides.stream().allMatch(AllocatedBytes::pinned)
            ? ""
            : "Measured with C2 on: the figure depends on warm-up, and no assertion takes it.";
    return new View(title, names, List.of(row), List.of(), remark, List.of(), List.of(), List.of());
  }

  boolean compares() {
    return sides.size() == 2;
  }

  boolean moved() {
    return rows.stream().anyMatch(row -> row.sides().stream().anyMatch(each -> each.bytes() != 0));
  }
}
