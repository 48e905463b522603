package dev.dyno.engine.toggle;

import dev.dyno.engine.toggle.Evidence.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What has been measured of each optimization, and which of them it backs.
///
/// An optimization is proven when some evidence from the embedded engine says Improved, and none
/// from any engine says Regressed. Nobody writes down which are: it follows.
///
/// @param entries one for each optimization
public record Proven(Map<Optimization, Entry> entries) {

  /// The engine that has to say Improved: the one that everybody can run.
  public static final String ENGINE = "embedded";

  /// What is known of one optimization.
  ///
  /// @param note why there is no evidence, when there is none; else empty
  /// @param evidence may be empty
  public record Entry(String note, List<Evidence> evidence) {

    /// Copies the list.
    public Entry {
      evidence = List.copyOf(evidence);
      if (evidence.isEmpty() == note.isBlank()) {
        throw new IllegalArgumentException(
            evidence.isEmpty()
                ? "neither evidence nor a note why there is none, such as 'no evidence yet'"
                : "evidence beside the note '%s', which says why there is none".formatted(note));
      }
    }

    private boolean says(Verdict verdict) {
      return evidence.stream().anyMatch(each -> each.verdict() == verdict);
    }
  }

  /// Checks that none is missing.
  public Proven {
    for (var optimization : Optimization.values()) {
      if (!entries.containsKey(optimization)) {
        throw new IllegalArgumentException(
            "nothing is said of '%s': list it, if only with no evidence"
                .formatted(optimization.id()));
      }
    }
    entries = Collections.unmodifiableMap(new EnumMap<>(entries));
  }

  /// What is committed beside this class.
  public static Proven committed() {
    return ProvenFile.committed();
  }

  /// What is known of it.
  public Entry of(Optimization optimization) {
    return Objects.requireNonNull(entries.get(optimization), optimization.id());
  }

  /// The optimizations that the evidence backs.
  public Set<Optimization> set() {
    var set = EnumSet.noneOf(Optimization.class);
    entries.forEach(
        (optimization, entry) -> {
          boolean improves =
              entry.evidence().stream()
                  .filter(each -> each.engine().equals(ENGINE))
                  .anyMatch(each -> each.verdict() == Verdict.Improved);
          if (improves && !entry.says(Verdict.Regressed)) {
            set.add(optimization);
          }
        });
    return set;
  }

  /// This, and one measurement more. It takes the place of an older one of the same benchmark,
  /// parameters, metric and engine.
  public Proven with(Optimization optimization, Evidence evidence) {
    var known = of(optimization);
    var list = new ArrayList<>(known.evidence());
    list.removeIf(evidence::sameQuestion);
    list.add(evidence);
    var more = new EnumMap<>(entries);
    more.put(optimization, new Entry("", list));
    return new Proven(more);
  }
}
