package dev.dyno.reports.history;

import java.util.List;

/// What a [Retention] forgets, and what it would have forgotten but for a need.
///
/// @param gone in time order
/// @param kept how many runs stay, those that are needed among them
/// @param lasts how many are kept only as the last run of a series: it would vanish
/// @param findings how many only for a finding: its first run, and of one that is open, or accepted
///     until a day to come, so many points around it as it is found by
public record Pruned(List<RunLine> gone, int kept, int lasts, int findings) {
  public Pruned {
    gone = List.copyOf(gone);
  }
}
