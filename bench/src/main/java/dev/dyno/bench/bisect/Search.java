package dev.dyno.bench.bisect;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a search stands. The same answers give the same next commit, so that a search that was
/// killed goes on as if it had not been.
///
/// A commit is a suspect while it may be the first that shows the change: the bad commits build on
/// it, or are it, and no good one does. An answer that is undecided or skipped removes nothing, and
/// the next commit is asked about away from it, since its neighbours are likely to be like it.
public final class Search {
  private final Bracket bracket;
  private final List<BitSet> reaches;
  private final BitSet suspects;
  private final BitSet silent;

  private Search(Bracket bracket) {
    this.bracket = bracket;
    this.reaches = bracket.reaches();
    this.suspects = (BitSet) reaches.getLast().clone();
    this.silent = new BitSet(bracket.size());
  }

  static Search of(Bracket bracket, Map<String, Answer> answers) {
    var search = new Search(bracket);
    answers.forEach(search::heard);
    return search;
  }

  private void heard(String hash, Answer answer) {
    int place = bracket.place(hash);
    if (place < 0) {
      throw new IllegalArgumentException("%s is not of the bracket".formatted(hash));
    }
    switch (answer) {
      case GOOD -> suspects.andNot(reaches.get(place));
      case BAD -> suspects.and(reaches.get(place));
      case UNDECIDED, SKIPPED -> silent.set(place);
    }
  }

  /// Those that may have brought the change, oldest first; the last one shows it.
  public List<Bracket.Commit> suspects() {
    return suspects.stream().mapToObj(bracket.commits()::get).toList();
  }

  /// Which commit to ask about; empty when no answer would tell more.
  public Optional<Bracket.Commit> next() {
    int shown = suspects.length() - 1; // all others are below it
    int best = -1;
    int most = 0;
    for (int i = suspects.nextSetBit(0); i >= 0; i = suspects.nextSetBit(i + 1)) {
      int worth = i == shown || silent.get(i) ? 0 : worth(i);
      if (worth > most) {
        best = i;
        most = worth;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(bracket.commits().get(best));
  }

  /// How many suspects are gone whatever the answer; near silent ones as good as none, but never
  /// nothing.
  private int worth(int place) {
    int below = shared(place);
    int worth = Math.min(below, suspects.cardinality() - below);
    for (int i = silent.nextSetBit(0); i >= 0; i = silent.nextSetBit(i + 1)) {
      if (suspects.get(i)) {
        worth = Math.min(worth, Math.abs(below - shared(i)));
      }
    }
    return Math.max(1, worth);
  }

  private int shared(int place) {
    var both = (BitSet) reaches.get(place).clone();
    both.and(suspects);
    return both.cardinality();
  }
}
