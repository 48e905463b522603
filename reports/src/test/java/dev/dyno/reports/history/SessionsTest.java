package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Machine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

  private static final Machine HERE = new Machine("Linux 6", "a cpu", 2, 1L << 33, "a JDK", 0.5);
  private static final Machine THERE = new Machine("Linux 7", "a cpu", 2, 1L << 33, "a JDK", 0.5);

  @TempDir Path folder;

  @Test
  void sessions_of_a_machine_are_kept_once_and_not_mixed_with_anothers() throws Exception {
    var store = HistoryStore.open(folder.resolve("h.db").toString());
    var some = List.of(session("a", HERE, "Equivalent", 0), session("b", HERE, "Regressed", 0.1));
    store.keep(some);
    store.keep(some);
    store.keep(List.of(session("c", THERE, "Equivalent", 0)));

    var known = store.qualified(Fingerprint.of(HERE)).orElseThrow();
    assertThat(known.verdicts()).isEqualTo(2);
    assertThat(known.alarms()).isEqualTo(1);
    assertThat(known.at()).isEqualTo(Instant.EPOCH);
    // Clopper and Pearson of 1 of 2: 1 - sqrt(0.975), and sqrt(0.975).
    assertThat(known.alarmsLow()).isCloseTo(1 - Math.sqrt(0.975), within(1e-9));
    assertThat(known.alarmsHigh()).isCloseTo(Math.sqrt(0.975), within(1e-9));
    assertThat(store.qualified(Fingerprint.of(THERE)).orElseThrow().alarms()).isZero();
    assertThat(store.qualified("another")).isEmpty();
  }

  /// Means that spread by 1 % where their own errors are 0.3 %.
  @Test
  void what_lies_between_sessions_is_learned_once_there_are_many() {
    var random = new Random(4);
    var sessions = new ArrayList<SameCodeSession>();
    for (int i = 0; i < 100; i++) {
      sessions.add(session(i, 0.01 * random.nextGaussian()));
    }
    var known = Sessions.qualified(sessions).orElseThrow();

    assertThat(known.sessions()).isEqualTo(100);
    assertThat(known.sessionDeviation()).isBetween(0.008, 0.012);
    assertThat(known.floor()).isCloseTo(0.04, within(1e-12));
  }

  @Test
  void few_sessions_do_not_show_that_there_is_nothing_between_them() {
    var sessions = new ArrayList<SameCodeSession>();
    for (int i = 0; i < 29; i++) {
      sessions.add(session(i, 0));
    }
    assertThat(Sessions.qualified(sessions).orElseThrow().sessionDeviation()).isEqualTo(0.005);
    sessions.add(session(29, 0));
    assertThat(Sessions.qualified(sessions).orElseThrow().sessionDeviation()).isZero();
    assertThat(Sessions.qualified(List.of())).isEmpty();
  }

  @Test
  void a_hundred_verdicts_of_one_run_are_one_session() {
    var verdicts = new ArrayList<SameCodeSession>();
    for (int i = 0; i < 100; i++) {
      verdicts.add(session("v" + i, HERE, "Equivalent", i % 2 == 0 ? 0.02 : -0.02));
    }
    var known = Sessions.qualified(verdicts).orElseThrow();

    assertThat(known.verdicts()).isEqualTo(100);
    assertThat(known.sessions()).isEqualTo(1);
    assertThat(known.sessionDeviation()).isEqualTo(0.005);
  }

  @Test
  void sessions_that_cannot_be_cannot_be_built() {
    assertThatThrownBy(() -> session("", HERE, "Equivalent", 0)).hasMessageContaining("session ''");
    assertThatThrownBy(() -> session("x", HERE, "Equivalent", Double.NaN))
        .hasMessageContaining("NaN");
  }

  /// The verdict of a run of its own.
  private static SameCodeSession session(int run, double mean) {
    return new SameCodeSession(
        "s" + run,
        HERE,
        Instant.EPOCH.plusSeconds(3600L * run),
        "B.b",
        0,
        6,
        mean,
        0.003,
        "Equivalent",
        0.04);
  }

  private static SameCodeSession session(String id, Machine machine, String verdict, double mean) {
    return new SameCodeSession(id, machine, Instant.EPOCH, "B.b", 0, 6, mean, 0.003, verdict, 0.04);
  }
}
