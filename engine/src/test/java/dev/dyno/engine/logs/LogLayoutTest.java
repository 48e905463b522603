package dev.dyno.engine.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.profiles.layout.HeaderMode;
import dev.dyno.profiles.layout.LayoutFork;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `compact-layout` changes, and what it does not.
class LogLayoutTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @RepeatedTest(200)
  void both_layouts_remember_the_same(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var plain = new PlainLogLayout(CLOCK).entry("p", 7);
    var packed = new PackedLogLayout(CLOCK).entry("p", 7);
    for (int i = 0; i < random.nextInt(20); i++) {
      plain.add("line " + i);
      packed.add("line " + i);
      assertThat(seen(packed, i)).isEqualTo(seen(plain, i));
    }
    boolean failed = random.nextBoolean();
    plain.end(failed, 123_456);
    packed.end(failed, 123_456);

    assertThat(seen(packed, 1 << 30)).isEqualTo(seen(plain, 1 << 30));
  }

  private static List<Object> seen(LogEntry entry, long now) {
    var seen = new ArrayList<Object>();
    seen.add(List.of(entry.prefix(), entry.number(), entry.ended(), entry.failed()));
    seen.add(entry.took(now));
    for (int i = 0; i < entry.lines(); i++) {
      seen.add(entry.line(i));
    }
    return seen;
  }

  @Test
  void both_layouts_say_the_same() {
    for (LogLayout layout : List.of(new PlainLogLayout(CLOCK), new PackedLogLayout(CLOCK))) {
      var entry = layout.entry("p", 7);
      assertThat(said(layout.opened(entry))).isEqualTo(List.of("", true, false, false, false));
      assertThat(said(layout.line(entry, "l"))).isEqualTo(List.of("l", false, false, false, true));
      assertThat(said(layout.done(entry))).isEqualTo(List.of("", false, true, false, false));
      assertThat(said(layout.failed(entry, "r"))).isEqualTo(List.of("r", false, true, true, true));
      assertThat(layout.line(entry, "l").entry()).isSameAs(entry);
      assertThat(layout.line(entry, "l").at()).isZero();
    }
  }

  private static List<Object> said(LogMessage message) {
    return List.of(
        message.text(), message.starts(), message.ends(), message.fails(), message.speaks());
  }

  /// Bytes of a whole graph, without what both layouts share; one column a mode.
  private static final String BYTES =
      """
      plain entry, fresh   ; 168 ; 224 ; 144
      plain entry, running ; 168 ; 224 ; 144
      plain entry, done    ; 192 ; 248 ; 168
      plain entry, failed  ; 192 ; 248 ; 168
      plain message        ;  64 ;  88 ;  56
      packed entry, fresh  ;  40 ;  48 ;  40
      packed entry, running;  80 ; 104 ;  72
      packed entry, done   ;  40 ;  48 ;  40
      packed entry, failed ;  80 ; 104 ;  72
      packed message       ;  32 ;  40 ;  32
      as it comes          ;  40 ;  40 ;  32
      well ordered         ;  40 ;  40 ;  32
      """;

  @ParameterizedTest
  @CsvSource({"USUAL, 1", "WIDE, 2", "COMPACT, 3"})
  void a_layout_has_exactly_so_many_bytes_in_each_kind_of_header(HeaderMode mode, int column)
      throws Exception {
    var measured = new TreeMap<String, Long>();
    LayoutFork.count(mode, List.of(), LayoutProbe.class)
        .forEach((what, footprint) -> measured.put(what, footprint.bytes()));

    assertThat(measured).isEqualTo(expected(column));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void packing_pays_more_than_the_plan_promised_and_the_order_of_fields_nothing(int column) {
    for (var state : List.of("fresh", "running", "done", "failed")) {
      double plain = bytes("plain entry, " + state, column);
      assertThat(bytes("packed entry, " + state, column) / plain).as(state).isLessThan(0.51);
    }
    double plain = bytes("plain message", column);
    assertThat(bytes("packed message", column) / plain).isLessThan(0.58);
    assertThat(bytes("well ordered", column)).isEqualTo(bytes("as it comes", column));
  }

  private static long bytes(String what, int column) {
    return Objects.requireNonNull(expected(column).get(what), what);
  }

  private static Map<String, Long> expected(int column) {
    var sizes = new TreeMap<String, Long>();
    for (var row : BYTES.lines().toList()) {
      var cells = row.split(";", -1);
      sizes.put(cells[0].strip(), Long.valueOf(cells[column].strip()));
    }
    return sizes;
  }
}
