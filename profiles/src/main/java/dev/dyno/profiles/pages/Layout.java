package dev.dyno.profiles.pages;

import dev.dyno.profiles.layout.Footprint;
import dev.dyno.profiles.layout.Footprint.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// What objects take, by class, on one side or on two; exact.
///
/// @param modes the header mode of each side, in words
/// @param rows all together first, then the classes with most bytes on either side; counts are
///     objects
/// @param more classes that are not shown
public record Layout(List<String> modes, List<Row> rows, int more) {

  private static final int TOP = 12;

  public Layout {
    modes = List.copyOf(modes);
    rows = List.copyOf(rows);
  }

  static Layout of(List<Footprint> sides) {
    var classes = new TreeSet<String>();
    sides.forEach(side -> classes.addAll(side.byClass().keySet()));
    var rows = new ArrayList<Row>();
    for (var type : classes) {
      rows.add(new Row(type, sides.stream().map(side -> amount(side, type)).toList()));
    }
    rows.sort(Comparator.comparingLong(Layout::most).reversed());
    var shown = new ArrayList<Row>();
    shown.add(
        new Row(
            "all together",
            sides.stream()
                .map(side -> new Amount(side.objects(), side.bytes(), List.of()))
                .toList()));
    shown.addAll(rows.subList(0, Math.min(TOP, rows.size())));
    return new Layout(
        sides.stream().map(side -> side.mode().words()).toList(),
        shown,
        Math.max(0, rows.size() - TOP));
  }

  private static Amount amount(Footprint side, String type) {
    var share = side.byClass().getOrDefault(type, new Share(0, 0));
    return new Amount(share.objects(), share.bytes(), List.of());
  }

  private static long most(Row row) {
    return row.sides().stream().mapToLong(Amount::bytes).max().orElse(0);
  }

  boolean compares() {
    return modes.size() == 2;
  }

  /// Both where they differ: then the sides are not comparable, which their assertion says.
  String mode() {
    return modes.stream().distinct().count() == 1
        ? modes.getFirst()
        : String.join(" against ", modes);
  }
}
