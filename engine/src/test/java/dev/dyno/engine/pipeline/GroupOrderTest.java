package dev.dyno.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GroupOrderTest {

  @Property
  void each_comes_after_those_that_it_needs(
      @ForAll @IntRange(min = 1, max = 30) int size, @ForAll long seed) {
    var random = new Random(seed);
    var names = names(size);
    var needs = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i < size; i++) {
      needs.put(names.get(i), some(names.subList(0, i), random));
    }
    var shuffled = new ArrayList<>(needs.entrySet());
    Collections.shuffle(shuffled, random);
    var given = new LinkedHashMap<String, List<String>>();
    shuffled.forEach(each -> given.put(each.getKey(), each.getValue()));

    var order = new GroupOrder(given);

    assertThat(order.circle()).isEmpty();
    assertThat(order.names()).containsExactlyInAnyOrderElementsOf(names);
    given.forEach(
        (name, needed) ->
            assertThat(needed)
                .allMatch(each -> order.names().indexOf(each) < order.names().indexOf(name)));
  }

  @Property
  void one_need_back_makes_a_circle(@ForAll @IntRange(min = 1, max = 30) int size) {
    var names = names(size);
    var needs = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i < size; i++) {
      needs.put(names.get(i), List.of(names.get((i + 1) % size)));
    }

    var circle = new GroupOrder(needs).circle().orElseThrow();

    assertThat(circle).hasSize(size + 1);
    assertThat(circle.getFirst()).isEqualTo(circle.getLast());
  }

  private static List<String> names(int size) {
    var names = new ArrayList<String>();
    for (int i = 0; i < size; i++) {
      names.add("group " + i);
    }
    return names;
  }

  private static List<String> some(List<String> from, Random random) {
    return from.stream().filter(_ -> random.nextInt(4) == 0).toList();
  }
}
