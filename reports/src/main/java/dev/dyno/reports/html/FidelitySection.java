package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Fidelity;
import java.util.List;
import java.util.Optional;

/// How an embedded run and one on a real daemon compare, in words.
///
/// @param rows comparisons of both
/// @param alone comparisons of the embedded run only
record FidelitySection(List<FidelityRow> rows, List<String> alone) {

  static FidelitySection of(Optional<Fidelity> fidelity) {
    return new FidelitySection(
        fidelity.map(FidelityRow::of).orElse(List.of()),
        fidelity.stream()
            .flatMap(both -> both.alone().stream())
            .map(here -> here.comparison().toggle() + " " + here.comparison().title())
            .toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
