package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/// What was fixed before the first turn, so that no result could choose it.
///
/// @param profile the run profile's name
/// @param order how the two forks of a pair share the machine
/// @param seed of every random choice of the run
/// @param looks numbers of pairs after which a verdict may fall, rising; of a matrix, which has no
///     verdicts, those after which every run has as many
/// @param reproduce the command line that runs this design again
/// @param engine which container daemon the benchmarks talked to: `embedded`, `docker`, `podman`
/// @param qualified what a history knew of this machine; empty where none did
public record Design(
    String profile,
    TurnOrder order,
    long seed,
    List<Integer> looks,
    List<String> reproduce,
    String engine,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Qualified> qualified) {

  /// On a machine of which nothing is known.
  public Design(
      String profile,
      TurnOrder order,
      long seed,
      List<Integer> looks,
      List<String> reproduce,
      String engine) {
    this(profile, order, seed, looks, reproduce, engine, Optional.empty());
  }

  public Design {
    looks = List.copyOf(looks);
    reproduce = List.copyOf(reproduce);
    if (looks.isEmpty() || looks.getFirst() < 1) {
      throw new IllegalArgumentException(
          "looks %s: the first look needs at least 1 pair".formatted(looks));
    }
    for (int k = 1; k < looks.size(); k++) {
      if (looks.get(k) <= looks.get(k - 1)) {
        throw new IllegalArgumentException("looks %s do not rise".formatted(looks));
      }
    }
  }
}
