package dev.dyno.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a section says of waits for a core.
class WaitedNoteTest {

  @Test
  void a_section_says_for_which_share_others_held_the_cores_and_else_nothing() {
    var measurement = Fixture.measurement();
    var old = measurement.comparisons().getFirst();
    var pairs =
        old.pairs().stream()
            .map(
                pair ->
                    new Pair(
                        pair.index(),
                        waited(pair.baseline()),
                        waited(pair.candidate()),
                        pair.surroundings()))
            .toList();
    var some = Fixture.with(old, pairs);

    assertThat(Section.of(1, old, List.of(), measurement.design()).waiting()).isEmpty();
    assertThat(Section.of(1, some, List.of(), measurement.design()).waiting())
        .matches(".*for 20[.0]*\\W%.*\\(baseline\\) and 20[.0]*\\W%.*");
  }

  /// In the fixture, a thread runs in four fifths of its time.
  private static Fork waited(Fork old) {
    return new Fork(
        old.pid(),
        old.jvm(),
        old.jmh(),
        old.unit(),
        old.contextSwitches(),
        old.jvmArgs(),
        old.turns().stream().map(WaitedNoteTest::waited).toList(),
        Optional.empty(),
        1,
        2);
  }

  private static Turn waited(Turn old) {
    return new Turn(
        old.warmup(),
        old.first(),
        old.score(),
        old.operations(),
        old.wallNanos(),
        old.threadCpuNanos(),
        old.wallNanos() / 5,
        old.threadCpuNanos(),
        old.allocatedBytes(),
        old.gcCount(),
        old.gcMillis(),
        old.compileMillis());
  }
}
