package dev.dyno.bench.dashboard;

import dev.dyno.reports.html.Typography;

/// What an engine tells of itself.
record EnginePage(Frame frame, EngineMetrics.Reading reading) {

  static String value(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Typography.whole((long) value)
        : Typography.digits(value);
  }
}
