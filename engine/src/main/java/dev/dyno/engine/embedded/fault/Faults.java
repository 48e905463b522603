package dev.dyno.engine.embedded.fault;

import dev.dyno.engine.embedded.content.Space;
import dev.dyno.engine.embedded.http.Exchange;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The faults of one server: switched on and off while it runs.
///
/// Guarantees: with none on, a request pays a look at an empty list; who waits in a fault goes on
/// when it is switched off. Safe for threads.
public final class Faults implements AutoCloseable {
  private static final String PLAN = "plan";

  private final Place place;
  private final Collection<String> operations;
  private final Map<String, List<Rule>> groups = new LinkedHashMap<>();
  private volatile List<Rule> on = List.of();

  /// None is on.
  ///
  /// @param operations names of all kinds of requests there
  public Faults(Place place, Collection<String> operations) {
    this.place = place;
    this.operations = List.copyOf(operations);
  }

  /// Switches on those of the plan that are for this server, instead of those of an earlier plan.
  ///
  /// @throws IllegalArgumentException when one names an operation that the server does not have;
  ///     nothing has changed then
  public void use(FaultPlan plan) {
    useAs(PLAN, plan.at(place));
  }

  /// Switches on faults that stay when a plan comes and goes, instead of those of this name before.
  public synchronized void useAs(String name, List<Fault> faults) {
    faults.forEach(this::requireKnownOperations);
    var before = groups.put(name, faults.stream().map(Rule::new).toList());
    on = groups.values().stream().flatMap(List::stream).toList();
    if (before != null) {
      before.forEach(Rule::switchOff);
    }
  }

  /// Switches those of the plan off.
  public void clear() {
    use(FaultPlan.NONE);
  }

  /// How often those of the plan struck, in its order.
  public synchronized List<Strikes> strikes() {
    return groups.getOrDefault(PLAN, List.of()).stream().map(Rule::strikesSoFar).toList();
  }

  /// How often one of the plan struck.
  public Strikes strikes(String name) {
    return strikes().stream()
        .filter(it -> it.fault().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no fault '%s' is on; there are %s".formatted(name, strikes())));
  }

  /// A request comes.
  public Exposure expose(Exchange exchange, Subject subject) {
    return new Exposure(this, exchange, subject);
  }

  /// Room for content, until a fault says that there is none.
  public Space space() {
    return bytes -> {
      for (var rule : on) {
        if (rule.fault().what() instanceof What.FullDisk(var afterBytes)
            && rule.stored(bytes) > afterBytes
            && rule.strikes()) {
          throw new IOException("No space left on device");
        }
      }
    };
  }

  /// Switches all off.
  @Override
  public synchronized void close() {
    var before = on;
    groups.clear();
    on = List.of();
    before.forEach(Rule::switchOff);
  }

  Place place() {
    return place;
  }

  List<Rule> on() {
    return on;
  }

  private void requireKnownOperations(Fault fault) {
    var unknown = new TreeSet<>(fault.which().operations());
    unknown.removeAll(operations);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "fault '%s': the %s has no operation %s; it has %s"
              .formatted(
                  fault.name(),
                  place.label(),
                  String.join(", ", unknown),
                  String.join(", ", operations)));
    }
  }
}
