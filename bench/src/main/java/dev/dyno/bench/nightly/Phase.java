package dev.dyno.bench.nightly;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;

/// One part of a night: a command line, or why there is none.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Phase.Gate.class, name = "gate"),
  @JsonSubTypes.Type(value = Phase.Compare.class, name = "compare"),
  @JsonSubTypes.Type(value = Phase.Matrix.class, name = "matrix"),
  @JsonSubTypes.Type(value = Phase.Qualify.class, name = "qualify"),
  @JsonSubTypes.Type(value = Phase.LeftOut.class, name = "left-out")
})
public sealed interface Phase {

  /// The name of what decides whether a night is good.
  String GATE = "gate";

  /// The name of what compares the toggles.
  String COMPARE = "compare";

  /// Its name, and that of its folder.
  String name();

  /// The commit against the last good one.
  ///
  /// @param words more of the command line
  record Gate(String baseline, String candidate, List<String> words) implements Phase {
    public Gate {
      words = List.copyOf(words);
    }

    @Override
    public String name() {
      return GATE;
    }
  }

  /// Each toggle against the baseline.
  record Compare(String profile, List<String> words) implements Phase {
    public Compare {
      words = List.copyOf(words);
    }

    @Override
    public String name() {
      return COMPARE;
    }
  }

  /// What the toggles do together.
  ///
  /// @param words more of the command line
  record Matrix(String profile, List<String> words) implements Phase {
    public Matrix {
      words = List.copyOf(words);
    }

    @Override
    public String name() {
      return "matrix";
    }
  }

  /// How often the judge errs on this machine.
  record Qualify() implements Phase {
    @Override
    public String name() {
      return "qualify";
    }
  }

  /// Not measured this night.
  ///
  /// @param why one sentence
  record LeftOut(String name, String why) implements Phase {}

  /// Its command line, without budget and folder; empty when nothing is measured.
  default List<String> command(long seed) {
    var words = new ArrayList<String>();
    switch (this) {
      case Gate(var baseline, var candidate, var more) -> {
        words.addAll(List.of("gate", "--baseline", baseline, "--candidate", candidate));
        words.addAll(more);
      }
      case Compare(var profile, var more) -> {
        words.addAll(List.of(COMPARE, "--profile", profile));
        words.addAll(more);
      }
      case Matrix(var profile, var more) -> {
        words.addAll(List.of(COMPARE, "--matrix", "--profile", profile));
        words.addAll(more);
      }
      case Qualify _ -> words.add("qualify");
      case LeftOut _ -> {
        return List.of();
      }
    }
    words.addAll(List.of("--seed", Long.toString(seed)));
    return words;
  }
}
