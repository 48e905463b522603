package dev.dyno.reports.statistics;

/// Where the level of a series changes for good.
///
/// @param at index of the first value of the new level
/// @param shift the stretch before beside the one behind it, each as far as the next change point
/// @param p of the shift, made larger for the number of places among which it was found
public record ChangePoint(int at, MeanShift shift, double p) {

  /// From the old mean to the new one, in the unit of the values.
  public double size() {
    return shift.after() - shift.before();
  }
}
