package dev.dyno.reports.measurement;

/// An exact count over a fixed amount of work, baseline beside candidate. Needs no statistics.
///
/// @param toggle what differs
/// @param title of the comparison it belongs to
/// @param name what was counted: `processes started`
/// @param operations how much work each side did
/// @param baseline count on the baseline's side
/// @param candidate count on the candidate's side
/// @param source who counted: `JFR jdk.ProcessStart`, `registry`
/// @param exact whether the same work always gives the same count; else it depends on timing, such
///     as the most that was in flight together
public record Fact(
    String toggle,
    String title,
    String name,
    long operations,
    long baseline,
    long candidate,
    String source,
    boolean exact) {}
