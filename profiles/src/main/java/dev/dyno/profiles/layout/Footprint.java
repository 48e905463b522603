package dev.dyno.profiles.layout;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The bytes of an object with all that it reaches: totals of a graph, since what one class saves
/// another may cost. Exact: the sizes that the JVM itself gives its objects, in the header mode
/// that it runs in.
///
/// Parts that others share are subtracted by identity, so a garbage collection in between changes
/// nothing. No other thread may change the graph meanwhile.
///
/// @param mode of the JVM that counted
/// @param byClass what of it are objects of each class, by type name such as `byte[]`
public record Footprint(HeaderMode mode, SortedMap<String, Share> byClass) {

  private static final int SHOWN_CLASSES = 8;

  /// Objects of one class.
  ///
  /// @param objects how many; never negative
  /// @param bytes of all of them
  public record Share(long objects, long bytes) {

    static final Share NONE = new Share(0, 0);

    Share plus(Share more) {
      return new Share(objects + more.objects, bytes + more.bytes);
    }

    Share minus(Share less) {
      return new Share(objects - less.objects, bytes - less.bytes);
    }
  }

  public Footprint {
    byClass = Collections.unmodifiableSortedMap(new TreeMap<>(byClass));
  }

  /// What `root` adds to a heap that holds `shared` already.
  ///
  /// @param shared constants, interned texts, the owner: they and all that they reach do not count
  /// @throws IllegalArgumentException when the graph reaches a thread or a class loader, and by
  ///     them most of the heap; says by which path
  /// @throws IllegalStateException when this JVM lacks one of [#flags()] that this graph needs
  public static Footprint of(Object root, Object... shared) {
    var all = Arrays.copyOf(shared, shared.length + 1);
    all[shared.length] = root;
    var counted = new Footprint(HeaderMode.running(), Graph.of(all)).minus(Graph.of(shared));
    FootprintWatcher.now().ifPresent(each -> each.counted(root.getClass().getTypeName(), counted));
    return counted;
  }

  /// What a second object of a kind adds to a heap that holds a first: constants, which all of a
  /// kind share, do not count, and need not be known.
  ///
  /// @param kind makes a new object of the same content each time
  /// @throws IllegalArgumentException as [#of] does
  /// @throws IllegalStateException as [#of] does
  public static Footprint onceMore(Supplier<?> kind) {
    var first = kind.get();
    return of(kind.get(), first);
  }

  /// What a JVM should be started with to count any graph: JOL reads records and lambdas by the
  /// first, and gets the JVM's own sizes by the others, without which `@Contended` is overlooked.
  public static List<String> flags() {
    return List.of(
        "-Djol.magicFieldOffset=true",
        "-Djdk.attach.allowAttachSelf=true",
        "-XX:+EnableDynamicAgentLoading",
        "--sun-misc-unsafe-memory-access=allow");
  }

  private Footprint minus(SortedMap<String, Share> shared) {
    var left = new TreeMap<String, Share>();
    byClass.forEach(
        (type, share) -> {
          var rest = share.minus(shared.getOrDefault(type, Share.NONE));
          if (rest.objects() > 0) {
            left.put(type, rest);
          }
        });
    return new Footprint(mode, left);
  }

  /// Of all objects together.
  public long bytes() {
    return total().bytes();
  }

  /// How many there are.
  public long objects() {
    return total().objects();
  }

  private Share total() {
    return byClass.values().stream().reduce(Share.NONE, Share::plus);
  }

  /// For people: totals, mode, and the classes that take most.
  public String words() {
    var classes =
        byClass.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> -entry.getValue().bytes()))
            .limit(SHOWN_CLASSES)
            .map(
                entry ->
                    "%n  %,8d B in %,5d of %s"
                        .formatted(
                            entry.getValue().bytes(), entry.getValue().objects(), entry.getKey()))
            .collect(Collectors.joining());
    int hidden = byClass.size() - SHOWN_CLASSES;
    return "%,d B in %,d objects (%s)%s%s"
        .formatted(
            bytes(),
            objects(),
            mode.words(),
            classes,
            hidden > 0 ? "%n  … and %d more classes".formatted(hidden) : "");
  }
}
