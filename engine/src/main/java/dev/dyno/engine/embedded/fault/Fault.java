package dev.dyno.engine.embedded.fault;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One thing that goes wrong: where, on which requests, how often, and what.
///
/// @param name in the counters and in messages to clients
public record Fault(String name, Place where, Which which, Often often, What what) {
  private static final Set<String> STREAMS = Set.of("pull", "push", "build");

  /// Checks that the fault can happen there.
  public Fault {
    switch (what) {
      case What.ErrorDetail _ -> {
        requireDaemon(where, "errorDetail");
        which = onlyStreams(which);
      }
      case What.IgnoredCancellation _ -> requireDaemon(where, "an ignored cancellation");
      case What.FullDisk _ -> {
        if (!which.isAny()) {
          throw new IllegalArgumentException(
              "a full disk is full for all requests; leave operations, path and image out");
        }
      }
      case What.AtStart _, What.OfFlow _, What.InBody _ -> {}
    }
  }

  /// A fault that strikes every request each time.
  public static Fault at(Place where, What what) {
    return new Fault(what.getClass().getSimpleName(), where, Which.ANY, new Often.Always(), what);
  }

  /// The same under another name.
  public Fault named(String other) {
    return new Fault(other, where, which, often, what);
  }

  /// The same, only on requests of these kinds.
  public Fault on(String... operations) {
    return new Fault(
        name, where, new Which(Set.of(operations), which.path(), which.image()), often, what);
  }

  /// The same, only on requests whose path matches.
  public Fault onPath(String expression) {
    return new Fault(
        name,
        where,
        new Which(which.operations(), Optional.of(expression), which.image()),
        often,
        what);
  }

  /// The same, only on requests for an image, repository or container whose name matches.
  public Fault onImage(String expression) {
    return new Fault(
        name,
        where,
        new Which(which.operations(), which.path(), Optional.of(expression)),
        often,
        what);
  }

  /// The same, as often as this.
  public Fault happening(Often other) {
    return new Fault(name, where, which, other, what);
  }

  private static Which onlyStreams(Which which) {
    var others = new TreeSet<>(which.operations());
    others.removeAll(STREAMS);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "errorDetail is in the streams of pull, push and build, not of %s".formatted(others));
    }
    var operations = which.operations().isEmpty() ? STREAMS : new HashSet<>(which.operations());
    return new Which(operations, which.path(), which.image());
  }

  private static void requireDaemon(Place where, String what) {
    if (where != Place.DAEMON) {
      throw new IllegalArgumentException(
          "%s is a fault of the daemon, not of the %s".formatted(what, where.label()));
    }
  }
}
