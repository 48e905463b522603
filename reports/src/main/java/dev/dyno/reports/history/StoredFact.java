package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Fact;

/// An exact count of a run.
///
/// @param toggle what differed
/// @param title of the comparison
/// @param name of what was counted
/// @param operations how much work each side did
/// @param baseline count
/// @param candidate count
/// @param exact whether the same work always gives the same count
public record StoredFact(
    String toggle,
    String title,
    String name,
    long operations,
    long baseline,
    long candidate,
    boolean exact) {

  static StoredFact of(Fact fact) {
    return new StoredFact(
        fact.toggle(),
        fact.title(),
        fact.name(),
        fact.operations(),
        fact.baseline(),
        fact.candidate(),
        fact.exact());
  }
}
