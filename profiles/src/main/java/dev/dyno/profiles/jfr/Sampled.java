package dev.dyno.profiles.jfr;

/// A signal that the JVM only samples: it can say where something happens, not how often. It leads
/// to [Samples], for which the kit has no assertion.
public enum Sampled implements Signal {
  /// Where threads run, each 10 ms.
  EXECUTION("execution samples", "jdk.ExecutionSample"),
  /// Where CPU time goes, each 10 ms of it (JEP 509, Linux).
  CPU_TIME("CPU time samples", "jdk.CPUTimeSample"),
  /// Where objects are allocated; weighted by bytes. Misses small sites: for an exact number see
  /// [AllocatedBytes].
  ALLOCATION("allocation samples", "jdk.ObjectAllocationSample");

  private final String title;
  private final String event;

  Sampled(String title, String event) {
    this.title = title;
    this.event = event;
  }

  @Override
  public String title() {
    return title;
  }

  /// The type of event that it is read from.
  String event() {
    return event;
  }
}
