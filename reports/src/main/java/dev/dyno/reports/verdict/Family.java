package dev.dyno.reports.verdict;

/// Which hypotheses share an error: those whose verdicts take about as many pairs.
enum Family {
  /// What varies from fork to fork and from session to session.
  TIMES,
  /// What is the same in every fork of the same code, or nearly.
  COUNTERS;

  static Family of(Metric metric) {
    return metric.counted() ? COUNTERS : TIMES;
  }
}
