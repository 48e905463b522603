package dev.dyno.profiles.assertions;

/// Part of a whole.
final class Percent {

  private Percent() {}

  static double checked(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("%s %% is not above 0 and at most 100".formatted(percent));
    }
    return percent;
  }
}
