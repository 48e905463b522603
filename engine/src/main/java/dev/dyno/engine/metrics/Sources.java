package dev.dyno.engine.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whom a [Reading] is read from.
///
/// Guarantees: a source is held until it is taken out; a total never falls by that.
final class Sources {

  private final boolean total;

  // Guarded by this.
  private final List<Member> live = new ArrayList<>();
  private long gone;

  /// One source; the same one may be in here twice.
  static final class Member {
    private @Nullable LongSupplier source; // null once it is out, whoever holds this

    private Member(LongSupplier source) {
      this.source = source;
    }

    private long read() {
      return source == null ? 0 : source.getAsLong();
    }
  }

  /// @param total whether what sources that are gone had counted stays in the sum
  Sources(boolean total) {
    this.total = total;
  }

  synchronized Member add(LongSupplier source) {
    var member = new Member(source);
    live.add(member);
    return member;
  }

  /// @return whether none is left
  synchronized boolean remove(Member member) {
    if (live.remove(member)) {
      gone += total ? member.read() : 0;
      member.source = null;
    }
    return live.isEmpty();
  }

  synchronized double sum() {
    long sum = gone;
    for (var member : live) {
      sum += member.read();
    }
    return sum;
  }
}
