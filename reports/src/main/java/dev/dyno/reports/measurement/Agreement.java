package dev.dyno.reports.measurement;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What all shards of a run must have in common, in words, so that what differs can be told.
///
/// @param terms by name
public record Agreement(SortedMap<String, String> terms) {

  public Agreement {
    terms = new TreeMap<>(terms);
  }

  /// Of a run that was measured.
  public static Agreement of(Measurement measurement) {
    return of(
        measurement.command(), measurement.design(), measurement.provenance(), measurement.gate());
  }

  /// Of a run that will be.
  public static Agreement of(
      String command, Design design, Provenance provenance, Optional<Gate> gate) {
    var terms = new TreeMap<String, String>();
    terms.put("command", command);
    terms.put("commit of Dyno", provenance.commit() + (provenance.dirty() ? " + changes" : ""));
    terms.put("version of Dyno", provenance.version());
    terms.put("profile", design.profile());
    terms.put("seed", Long.toString(design.seed()));
    terms.put("looks", design.looks().toString());
    terms.put("order of turns", design.order().toString());
    terms.put("engine", design.engine());
    gate.ifPresent(
        it -> {
          terms.put("baseline", side(it.baseline()));
          terms.put("candidate", side(it.candidate()));
          terms.put("thresholds", it.thresholds().toString());
          terms.put("acks", it.acks().toString());
          terms.put("coverage", Double.toString(it.coverage()));
          terms.put("pairs", Integer.toString(it.pairs()));
        });
    return new Agreement(terms);
  }

  /// A commit is the same wherever it is built; two builds of it differ by their dates.
  private static String side(Origin origin) {
    return origin.commit().isEmpty() || origin.dirty()
        ? "%s, sha256 %s".formatted(origin.named(), origin.sha256())
        : "%s, commit %s".formatted(origin.named(), origin.commit());
  }

  /// The first term in which another differs, in words; empty when none does.
  public Optional<String> difference(Agreement other) {
    for (Map.Entry<String, String> own : terms.entrySet()) {
      var theirs = other.terms.getOrDefault(own.getKey(), "none");
      if (!theirs.equals(own.getValue())) {
        return Optional.of("%s: %s here, %s there".formatted(own.getKey(), own.getValue(), theirs));
      }
    }
    return terms.size() < other.terms.size()
        ? Optional.of("it has no " + other.terms.lastKey())
        : Optional.empty();
  }
}
