package dev.dyno.profiles.leak;

import dev.dyno.profiles.jfr.Work;
import java.util.List;

/// What many lifecycles of the same thing left behind in this JVM:
///
/// ```java
/// assertThat(Growth.over(10_000, () -> Engine.open().close())).isNone();
/// ```
///
/// A tenth of the lifecycles runs first, uncounted, which fills caches and loads classes. Then a
/// census is taken, and after each quarter another. Something **leaks** when it rose in every
/// quarter: threads and descriptors by one or more, objects of a class by one for each 100
/// lifecycles or more. What other threads do by chance, or what happens once, rises in one quarter
/// or two. So a leak of less than one object in 100 lifecycles is not seen; run more of them.
///
/// Needs HotSpot on Linux. Each census is a full garbage collection; no time is measured.
///
/// @param lifecycles that were counted
/// @param leaks what rose in every quarter, that with most bytes first
public record Growth(int lifecycles, List<Leak> leaks) {

  /// Four censuses must rise: the chance that something else does that is small.
  private static final int QUARTERS = 4;

  private static final int WARM_UP_PART = 10;
  private static final int LIFECYCLES_AN_OBJECT = 100;

  /// Something that lifecycles left behind.
  ///
  /// @param what a class, by the JVM's name, or a resource: `sockets`, `platform threads`
  /// @param quarters by how many it rose in each quarter, all above 0
  /// @param bytes by how many it rose in all, without what it reaches; 0 for a resource
  public record Leak(String what, List<Long> quarters, long bytes) {

    public Leak {
      quarters = List.copyOf(quarters);
    }

    /// In all.
    public long count() {
      return quarters.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
      var size = bytes == 0 ? "" : ", %,d bytes".formatted(bytes);
      return "%,10d  %s (by quarter: %s%s)".formatted(count(), what, quarters, size);
    }
  }

  public Growth {
    leaks = List.copyOf(leaks);
  }

  /// Runs a lifecycle again and again, one after the other.
  ///
  /// @param lifecycles 400 or more: 100 a quarter
  /// @param lifecycle makes something, uses it, and ends it, threads included
  /// @throws X what the lifecycle throws; nothing is counted then
  public static <X extends Exception> Growth over(int lifecycles, Work<X> lifecycle) throws X {
    if (lifecycles < QUARTERS * LIFECYCLES_AN_OBJECT) {
      throw new IllegalArgumentException(
          "%d lifecycles tell no leak from chance: run %d or more"
              .formatted(lifecycles, QUARTERS * LIFECYCLES_AN_OBJECT));
    }
    var ledger = new Ledger(QUARTERS + 1);
    ledger.note(0, Census.take()); // for nothing: a census loads classes, too
    run(lifecycles / WARM_UP_PART, lifecycle);
    ledger.note(0, Census.take());
    for (int quarter = 1; quarter <= QUARTERS; quarter++) {
      run(lifecycles / QUARTERS, lifecycle);
      ledger.note(quarter, Census.take());
    }
    return new Growth(lifecycles, ledger.leaks(lifecycles / QUARTERS / LIFECYCLES_AN_OBJECT));
  }

  private static <X extends Exception> void run(int times, Work<X> lifecycle) throws X {
    for (int i = 0; i < times; i++) {
      lifecycle.run();
    }
  }

  @Override
  public String toString() {
    var text = new StringBuilder("after %,d lifecycles".formatted(lifecycles));
    leaks.forEach(each -> text.append("\n  ").append(each));
    return leaks.isEmpty() ? text.append(" nothing").toString() : text.toString();
  }
}
