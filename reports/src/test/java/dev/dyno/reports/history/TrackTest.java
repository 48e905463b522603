package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrackTest {
  private static final SeriesKey KEY =
      new SeriesKey("m", "nightly", "t", "a.B.c", new TreeMap<>(), "time/op");

  @Test
  void a_long_track_is_thinned_and_keeps_every_outlier() {
    double[] effects = new Random(1).doubles(1095, -0.5, -0.4).toArray();
    effects[700] = 3;
    effects[701] = -0.9;
    var track = track(effects);

    int[] places = track.thinned(60);

    assertThat(places.length).isBetween(61, 120);
    assertThat(places).isSorted().contains(700, 701).doesNotHaveDuplicates();
    assertThat(Arrays.stream(places).boxed()).allMatch(place -> place >= 0 && place < 1095);
  }

  @Test
  void a_short_one_is_whole() {
    assertThat(track(new double[] {0.1, 0.2, 0.3}).thinned(2)).containsExactly(0, 1, 2);
  }

  @Test
  void what_tracks_say_is_what_findings_say_in_however_many_parts_they_come() {
    var random = new Random(5);
    double[] effects =
        IntStream.range(0, 120)
            .mapToDouble(i -> (i < 70 ? -0.5 : -0.4) + 0.01 * random.nextGaussian())
            .toArray();
    var parts = new FollowedTracks();
    parts.follow(track(Arrays.copyOf(effects, 50)));
    parts.follow(track(Arrays.copyOf(effects, 90)));
    var whole = new FollowedTracks();
    var track = track(effects);
    assertThat(whole.behind(java.util.List.of(track))).containsExactly(track);

    assertThat(parts.follow(track)).isEqualTo(whole.follow(track));

    assertThat(whole.behind(java.util.List.of(track))).isEmpty();
    assertThat(whole.told(java.util.List.of(track)))
        .singleElement()
        .satisfies(told -> assertThat(told.since()).isBetween(68, 72))
        .satisfies(told -> assertThat(told.before()).isEqualTo(told.since() - 1));
    var otherwise = track(Arrays.stream(effects).map(it -> it + 0.01).toArray());
    assertThat(parts.follow(otherwise))
        .as("a history that was rewritten")
        .isEqualTo(new FollowedTracks().follow(otherwise));
  }

  private static Track track(double[] effects) {
    return new Track(
        KEY,
        1,
        IntStream.range(0, effects.length).toArray(),
        effects,
        new Track.Last("us/op", 1, 1, -1, 1, "Improved"));
  }
}
