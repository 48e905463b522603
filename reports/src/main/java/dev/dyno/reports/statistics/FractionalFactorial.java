package dev.dyno.reports.statistics;

import java.util.List;
import java.util.OptionalInt;

/// Which runs to make so that the effects of many two-level factors, and of every two of them
/// together, can be told apart without trying all combinations. Factors are called A to L, without
/// I. A generator such as `E=ABCD` sets a factor to the product of others; whatever the generators
/// multiply to is constant, and the shortest such word is the design's resolution. From five
/// letters on, no main effect and no interaction of two shares its column with another one: they
/// only share it with interactions of three or more, which are taken as nothing.
///
/// Designs of Box, Hunter and Hunter (Statistics for Experimenters, 1978) and Montgomery (Design
/// and Analysis of Experiments), of the fewest runs there that reach resolution V: 16 runs for 5
/// factors, 32 for 6, 64 for 7 and 8, 128 for 9 to 11. All factors high is always one of the runs.
///
/// @param factors how many, 1 to [#MOST]
/// @param generators of the last factors, in order; none for all combinations
public record FractionalFactorial(int factors, List<String> generators) {

  /// More factors than this are not tabled.
  public static final int MOST = 11;

  private static final String LETTERS = "ABCDEFGHJKL";

  public FractionalFactorial {
    generators = List.copyOf(generators);
    if (factors < 1 || factors > MOST) {
      throw new IllegalArgumentException(
          "%d factors: designs for 1 to %d are known".formatted(factors, MOST));
    }
    int free = factors - generators.size();
    for (int i = 0; i < generators.size(); i++) {
      var wanted = free < 2 ? "none" : LETTERS.charAt(free + i) + "=[" + letters(free) + "]{2,}";
      if (!generators.get(i).matches(wanted)) {
        throw new IllegalArgumentException(
            "generator '%s' is not of the form %s".formatted(generators.get(i), wanted));
      }
    }
  }

  /// The design for so many factors: all combinations up to 4, resolution V or better from 5 on.
  ///
  /// @param factors 1 to [#MOST]
  public static FractionalFactorial of(int factors) {
    return new FractionalFactorial(
        factors,
        switch (factors) {
          case 5 -> List.of("E=ABCD");
          case 6 -> List.of("F=ABCDE");
          case 7 -> List.of("G=ABCDEF");
          case 8 -> List.of("G=ABCD", "H=ABEF");
          case 9 -> List.of("H=ACDFG", "J=BCEFG");
          case 10 -> List.of("H=ABCG", "J=BCDE", "K=ACDF");
          case 11 -> List.of("H=ABCG", "J=BCDE", "K=ACDF", "L=ABCDEFG");
          default -> List.of();
        });
  }

  /// The factor's name in generators.
  ///
  /// @param factor from 0
  public static char letter(int factor) {
    return LETTERS.charAt(factor);
  }

  /// How many runs: a power of 2.
  public int runs() {
    return 1 << (factors - generators.size());
  }

  /// Letters of the shortest word that the generators multiply to; empty where all combinations
  /// run, and nothing is shared.
  public OptionalInt resolution() {
    int shortest = Integer.MAX_VALUE;
    for (int chosen = 1; chosen < 1 << generators.size(); chosen++) {
      int word = 0;
      for (int i = 0; i < generators.size(); i++) {
        word ^= (chosen >> i & 1) == 1 ? letterBits(generators.get(i)) : 0;
      }
      shortest = Math.min(shortest, Integer.bitCount(word));
    }
    return generators.isEmpty() ? OptionalInt.empty() : OptionalInt.of(shortest);
  }

  /// Whether a factor is high in a run, in standard order: A changes with every run, B with every
  /// second one, and so on.
  ///
  /// @param run from 0
  /// @param factor from 0
  public boolean high(int run, int factor) {
    int free = factors - generators.size();
    if (factor < free) {
      return (run >> factor & 1) == 1;
    }
    int word = letterBits(generators.get(factor - free).substring(2));
    int low = Integer.bitCount(word & ~run);
    return low % 2 == 0;
  }

  /// Each letter as a bit; `=` is none.
  private static int letterBits(String letters) {
    int bits = 0;
    for (int i = 0; i < letters.length(); i++) {
      int factor = LETTERS.indexOf(letters.charAt(i));
      bits ^= factor < 0 ? 0 : 1 << factor;
    }
    return bits;
  }

  private static String letters(int count) {
    return LETTERS.substring(0, count);
  }
}
