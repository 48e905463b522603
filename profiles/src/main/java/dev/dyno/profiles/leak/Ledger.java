package dev.dyno.profiles.leak;

import dev.dyno.profiles.leak.Growth.Leak;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Figures of several censuses. Its own objects are live, too, so all are made by the first
/// noting: a later one only overwrites numbers, but for classes that are new.
final class Ledger {

  private final int censuses;
  private final Map<String, long[]> resources = new TreeMap<>();
  private final Map<String, long[]> objects = new TreeMap<>();
  private final Map<String, long[]> bytes = new TreeMap<>();

  Ledger(int censuses) {
    this.censuses = censuses;
  }

  /// @param number of the census, 0 for the first; a second noting of it replaces the first
  void note(int number, Census census) {
    census.resources().forEach((kind, count) -> figures(resources, kind)[number] = count);
    census
        .live()
        .byClass()
        .forEach(
            (type, live) -> {
              figures(objects, type)[number] = live.objects();
              figures(bytes, type)[number] = live.bytes();
            });
  }

  private long[] figures(Map<String, long[]> of, String name) {
    return of.computeIfAbsent(name, _ -> new long[censuses]);
  }

  /// What rose from each census to the next, that with most bytes first.
  ///
  /// @param least objects of a class by which it must rise each time; 1 or more
  List<Leak> leaks(long least) {
    var leaks = new ArrayList<Leak>();
    resources.forEach(
        (kind, counts) -> {
          if (rises(counts).stream().allMatch(rise -> rise >= 1)) {
            leaks.add(new Leak(kind, rises(counts), 0));
          }
        });
    objects.forEach(
        (type, counts) -> {
          if (rises(counts).stream().allMatch(rise -> rise >= least)) {
            var sizes = figures(bytes, type);
            leaks.add(new Leak(type, rises(counts), sizes[censuses - 1] - sizes[0]));
          }
        });
    leaks.sort(Comparator.comparingLong(Leak::bytes).thenComparingLong(Leak::count).reversed());
    return leaks;
  }

  private static List<Long> rises(long[] counts) {
    var rises = new ArrayList<Long>();
    for (int i = 1; i < counts.length; i++) {
      rises.add(counts[i] - counts[i - 1]);
    }
    return rises;
  }
}
