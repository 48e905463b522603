package dev.dyno.reports.html;

import java.util.List;

/// A reading in a unit of a size that people can hold: `812.4 µs/op`, `1.61 ms/op`.
///
/// @param value in `unit`
/// @param unit as JMH writes it: `us/op`, `ops/s`, `B/op`
record Quantity(double value, String unit) {

  private record Scale(String symbol, double factor) {}

  /// Rising, in seconds.
  private static final List<Scale> TIMES =
      List.of(
          new Scale("ns/op", 1e-9),
          new Scale("µs/op", 1e-6),
          new Scale("ms/op", 1e-3),
          new Scale("s/op", 1));

  /// Rising, in bytes.
  private static final List<Scale> SIZES =
      List.of(
          new Scale("B/op", 1),
          new Scale("KiB/op", 1024),
          new Scale("MiB/op", 1024.0 * 1024),
          new Scale("GiB/op", 1024.0 * 1024 * 1024));

  /// With its unit.
  String text() {
    return in(scale());
  }

  /// With its unit; the one that `other` is shown in, while that leaves a number of a good size.
  String textBeside(Quantity other) {
    var theirs = other.scale();
    double there = value * own().factor() / theirs.factor();
    return there >= 0.1 && there < 10_000 ? in(theirs) : text();
  }

  private String in(Scale scale) {
    double there = value * own().factor() / scale.factor();
    return Typography.digits(there) + Typography.SPACE + scale.symbol();
  }

  private Scale scale() {
    var best = own();
    for (var scale : family()) {
      if (Math.abs(value) * own().factor() >= scale.factor() || scale.equals(family().getFirst())) {
        best = scale;
      }
    }
    return best;
  }

  private Scale own() {
    var symbol = unit.replace("us/", "µs/");
    for (var scale : family()) {
      if (scale.symbol().equals(symbol)) {
        return scale;
      }
    }
    return new Scale(symbol, 1);
  }

  private List<Scale> family() {
    return switch (unit) {
      case "ns/op", "us/op", "ms/op", "s/op" -> TIMES;
      case "B/op" -> SIZES;
      default -> List.of();
    };
  }
}
