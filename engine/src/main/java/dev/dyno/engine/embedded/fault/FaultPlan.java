package dev.dyno.engine.embedded.fault;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// Faults to be switched on together.
///
/// @param faults in the order in which they strike one request; the names differ
public record FaultPlan(List<Fault> faults) {
  /// Nothing goes wrong.
  public static final FaultPlan NONE = new FaultPlan(List.of());

  /// Copies the list; checks that the names differ.
  public FaultPlan {
    faults = List.copyOf(faults);
    var names = new HashSet<String>();
    for (var fault : faults) {
      if (!names.add(fault.name())) {
        throw new IllegalArgumentException(
            "two faults are named '%s'; give each its own name".formatted(fault.name()));
      }
    }
  }

  /// These faults.
  public static FaultPlan of(Fault... faults) {
    return new FaultPlan(Arrays.asList(faults));
  }

  /// Those of one server.
  public List<Fault> at(Place place) {
    return faults.stream().filter(fault -> fault.where() == place).toList();
  }
}
