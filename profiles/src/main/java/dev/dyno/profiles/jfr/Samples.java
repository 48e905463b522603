package dev.dyno.profiles.jfr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the JVM sampled in a window: good for saying where, never for saying how much. So there is
/// no count to compare, and no assertion takes one; what can be asserted is [Facts].
public final class Samples {

  private final Sampled signal;
  private final List<Weighted> all;

  Samples(Sampled signal, List<Weighted> all) {
    this.signal = signal;
    this.all = List.copyOf(all);
  }

  /// One sample.
  ///
  /// @param weight what it stands for: bytes for allocation, else 1
  record Weighted(CallStack stack, String subject, long weight) {}

  /// A place and its part of all samples.
  ///
  /// @param share above 0, at most 1; its error shrinks with the root of the number of samples
  public record Share(String place, double share) {

    @Override
    public String toString() {
      return "%5.1f %%  %s".formatted(100 * share, place);
    }
  }

  /// The innermost frames outside the JDK with the largest shares, largest first.
  public List<Share> topSites(int most) {
    return top(most, all.stream().collect(grouped(each -> each.stack().site())));
  }

  /// The classes that were allocated with the largest shares of bytes, or the threads' states.
  public List<Share> topSubjects(int most) {
    return top(most, all.stream().collect(grouped(Weighted::subject)));
  }

  /// All stacks of the window as flame graph tools read them, each with its weight: 1 a sample, or
  /// bytes.
  ///
  /// @param outside prefix of frames; of each stack, the innermost one that has it goes, and all
  ///     around it: those that a test runner put there
  public SortedMap<String, Long> collapsed(String outside) {
    var stacks = new TreeMap<String, Long>();
    for (var each : all) {
      var frames = each.stack().methods().takeWhile(frame -> !frame.startsWith(outside)).toList();
      var whole = new ArrayList<>(frames.reversed());
      if (signal == Sampled.ALLOCATION) {
        whole.add(each.subject());
      }
      if (!whole.isEmpty()) {
        stacks.merge(String.join(";", whole), each.weight(), Long::sum);
      }
    }
    return stacks;
  }

  private static java.util.stream.Collector<Weighted, ?, Map<String, Long>> grouped(
      java.util.function.Function<Weighted, String> key) {
    return Collectors.groupingBy(key, Collectors.summingLong(Weighted::weight));
  }

  private static List<Share> top(int most, Map<String, Long> groups) {
    double total = groups.values().stream().mapToLong(Long::longValue).sum();
    return groups.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .filter(each -> each.getValue() > 0)
        .map(each -> new Share(each.getKey(), each.getValue() / total))
        .toList();
  }

  /// The top ten, and that they are samples.
  @Override
  public String toString() {
    var lines = topSites(10).stream().map(Share::toString).collect(Collectors.joining("\n  "));
    return "%s (sampled: where, not how many)\n  %s"
        .formatted(signal.title(), lines.isEmpty() ? "none" : lines);
  }
}
