package dev.dyno.reports.measurement;

/// What the plan promised of an optimization, printed beside what was measured.
///
/// @param metric such as `time/op`
/// @param effect candidate over baseline minus one; -0.8 promises 80 % less
/// @param words the promise as the plan put it
public record Target(String metric, double effect, String words) {

  public Target {
    if (!(effect > -1)) {
      throw new IllegalArgumentException(
          "target effect %s is not above -1 (-100 %%)".formatted(effect));
    }
  }
}
