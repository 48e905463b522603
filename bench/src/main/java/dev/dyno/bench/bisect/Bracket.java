package dev.dyno.bench.bisect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The commits among which one is looked for: all that the bad end has and the good end lacks.
///
/// @param commits parents before their children; the last is the bad end
public record Bracket(List<Commit> commits) {

  public Bracket {
    commits = List.copyOf(commits);
    if (commits.isEmpty()) {
      throw new IllegalArgumentException("a bracket without a commit");
    }
  }

  /// One commit.
  ///
  /// @param hash full
  /// @param parents full hashes; those outside of the bracket are as good as its good end
  /// @param subject first line of its message
  public record Commit(String hash, List<String> parents, String subject) {
    public Commit {
      parents = List.copyOf(parents);
    }

    /// For people.
    public String told() {
      return "%s (%s)".formatted(hash.substring(0, Math.min(10, hash.length())), subject);
    }
  }

  /// How many there are.
  int size() {
    return commits.size();
  }

  /// Where a commit stands; -1 when it is not of the bracket.
  int place(String hash) {
    for (int i = 0; i < commits.size(); i++) {
      if (commits.get(i).hash().equals(hash)) {
        return i;
      }
    }
    return -1;
  }

  /// Of each commit the places of itself and of all that it builds on, as far as they are of the
  /// bracket.
  List<BitSet> reaches() {
    var places = new HashMap<String, Integer>();
    var reaches = new ArrayList<BitSet>();
    for (int i = 0; i < commits.size(); i++) {
      var reach = new BitSet(commits.size());
      reach.set(i);
      for (var parent : commits.get(i).parents()) {
        var place = places.get(parent);
        if (place != null) {
          reach.or(reaches.get(place));
        }
      }
      places.put(commits.get(i).hash(), i);
      reaches.add(reach);
    }
    return reaches;
  }

  /// At most so many answers find the commit when every commit can be asked about and answers: the
  /// bad end's among them.
  ///
  /// With merges a few more may be needed, since a commit does not always part the rest in halves.
  public int steps() {
    return 1 + (Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, size() - 1)));
  }

  /// With what is known of them.
  public Search search(Map<String, Answer> answers) {
    return Search.of(this, answers);
  }
}
