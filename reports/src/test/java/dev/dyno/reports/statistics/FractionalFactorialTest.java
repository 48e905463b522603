package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FractionalFactorialTest {

  @ParameterizedTest
  @CsvSource({
    "1, 2", "2, 4", "3, 8", "4, 16", "5, 16", "6, 32", "7, 64", "8, 64", "9, 128", "10, 128",
    "11, 128"
  })
  void few_runs_tell_many_factors(int factors, int runs) {
    var design = FractionalFactorial.of(factors);

    assertThat(design.runs()).isEqualTo(runs);
    assertThat(new HashSet<>(signs(design))).hasSize(runs);
  }

  /// The resolutions are those that the books table beside these generators.
  @ParameterizedTest
  @CsvSource({"5, 5", "6, 6", "7, 7", "8, 5", "9, 6", "10, 5", "11, 5"})
  void the_defining_relation_has_no_word_below_five_letters(int factors, int resolution) {
    assertThat(FractionalFactorial.of(factors).resolution()).hasValue(resolution);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void all_combinations_share_no_column(int factors) {
    assertThat(FractionalFactorial.of(factors).resolution()).isEmpty();
  }

  /// The same fact from the columns themselves, without the defining relation.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void main_effects_and_interactions_are_balanced_and_orthogonal(int factors) {
    var columns = columns(FractionalFactorial.of(factors));

    for (int i = 0; i < columns.size(); i++) {
      assertThat(sum(columns.get(i), columns.get(i))).isEqualTo(columns.get(i).length);
      for (int j = 0; j < i; j++) {
        assertThat(sum(columns.get(i), columns.get(j))).as("columns %d and %d", i, j).isZero();
      }
    }
  }

  @Test
  void resolution_four_would_share_columns_between_interactions() {
    var four = new FractionalFactorial(4, List.of("D=ABC"));

    assertThat(four.resolution()).hasValue(4);
    var columns = columns(four);
    assertThat(columns.get(5)).as("AB").isEqualTo(columns.get(10)).as("CD");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void all_high_is_a_run(int factors) {
    assertThat(signs(FractionalFactorial.of(factors))).contains("+".repeat(factors));
  }

  @Test
  void a_generated_factor_is_the_product_of_its_word() {
    assertThat(signs(FractionalFactorial.of(5))).contains("----+", "+----", "++--+", "+++--");
  }

  @Test
  void what_is_no_design_is_refused() {
    assertThatThrownBy(() -> FractionalFactorial.of(0)).hasMessageContaining("1 to 11");
    assertThatThrownBy(() -> FractionalFactorial.of(12)).hasMessageContaining("12 factors");
    assertThatThrownBy(() -> new FractionalFactorial(5, List.of("D=ABC")))
        .hasMessageContaining("'D=ABC'")
        .hasMessageContaining("E=[ABCD]");
    assertThatThrownBy(() -> new FractionalFactorial(6, List.of("E=ABC", "F=ABE")))
        .hasMessageContaining("'F=ABE'");
    assertThatThrownBy(() -> new FractionalFactorial(2, List.of("B=A")))
        .hasMessageContaining("'B=A'");
  }

  /// The mean, then main effects, then interactions of two.
  private static List<int[]> columns(FractionalFactorial design) {
    var columns = new ArrayList<int[]>();
    var mean = new int[design.runs()];
    java.util.Arrays.fill(mean, 1);
    columns.add(mean);
    for (int factor = 0; factor < design.factors(); factor++) {
      var column = new int[design.runs()];
      for (int run = 0; run < design.runs(); run++) {
        column[run] = design.high(run, factor) ? 1 : -1;
      }
      columns.add(column);
    }
    for (int first = 1; first <= design.factors(); first++) {
      for (int second = first + 1; second <= design.factors(); second++) {
        var column = new int[design.runs()];
        for (int run = 0; run < design.runs(); run++) {
          column[run] = columns.get(first)[run] * columns.get(second)[run];
        }
        columns.add(column);
      }
    }
    return columns;
  }

  private static int sum(int[] one, int[] other) {
    int sum = 0;
    for (int run = 0; run < one.length; run++) {
      sum += one[run] * other[run];
    }
    return sum;
  }

  private static List<String> signs(FractionalFactorial design) {
    var signs = new ArrayList<String>();
    for (int run = 0; run < design.runs(); run++) {
      var text = new StringBuilder();
      for (int factor = 0; factor < design.factors(); factor++) {
        text.append(design.high(run, factor) ? '+' : '-');
      }
      signs.add(text.toString());
    }
    return signs;
  }
}
