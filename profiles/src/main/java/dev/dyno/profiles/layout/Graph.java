package dev.dyno.profiles.layout;

import dev.dyno.profiles.layout.Footprint.Share;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jol.info.GraphWalker;
import org.openjdk.jol.vm.VM;

/// One walk over all that some objects reach, each object once.
///
/// Confined to the thread that walks.
final class Graph {

  private static final String CONTENDED = "jdk.internal.vm.annotation.Contended";

  private final boolean instrumented = instrumented();
  private final Set<Class<?>> looked = new HashSet<>();
  private final SortedMap<String, Share> byClass = new TreeMap<>();

  private Graph() {}

  /// What the objects and all that they reach take, by type name.
  static SortedMap<String, Share> of(Object... roots) {
    if (roots.length == 0) {
      return new TreeMap<>();
    }
    var graph = new Graph();
    try {
      graph.visit(roots); // the walker shows its visitors all objects but those it starts from
      new GraphWalker(at -> graph.visit(at.klass(), at.path(), at.size())).walk(roots);
    } catch (IllegalArgumentException | IllegalStateException ours) {
      throw ours;
    } catch (RuntimeException hidden) {
      throw new IllegalStateException(
          "the graph of %s holds a record or a lambda, which JOL cannot read here (%s): start the JVM with %s"
              .formatted(names(roots), hidden.getMessage(), String.join(" ", Footprint.flags())),
          hidden);
    }
    return graph.byClass;
  }

  private static String names(Object... roots) {
    return String.join(
        ", ", Arrays.stream(roots).map(root -> root.getClass().getTypeName()).toList());
  }

  private void visit(Object... roots) {
    var distinct = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
    for (var root : roots) {
      if (distinct.add(root)) {
        visit(root.getClass(), "", VM.current().sizeOf(root));
      }
    }
  }

  private void visit(Class<?> type, String path, long bytes) {
    if (looked.add(type)) {
      refuseWhatHoldsTheHeap(type, path);
      refuseWhatIsMisread(type, path);
    }
    byClass.merge(type.getTypeName(), new Share(1, bytes), Share::plus);
  }

  private static void refuseWhatHoldsTheHeap(Class<?> type, String path) {
    if (Thread.class.isAssignableFrom(type) || ClassLoader.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "the graph reaches a %s by '%s', and through it most of the heap: name what holds it as shared only if that does not reach it either, or count a part of the graph"
              .formatted(type.getTypeName(), path));
    }
  }

  private void refuseWhatIsMisread(Class<?> type, String path) {
    if (!instrumented && contended(type)) {
      throw new IllegalStateException(
          "the %s at '%s' is padded by @Contended, which only the JVM itself can tell: start it with %s"
              .formatted(type.getTypeName(), path, String.join(" ", Footprint.flags())));
    }
  }

  private static boolean contended(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      var marked = Stream.concat(Stream.of(each), Arrays.stream(each.getDeclaredFields()));
      if (marked.anyMatch(Graph::marked)) {
        return true;
      }
    }
    return false;
  }

  private static boolean marked(AnnotatedElement element) {
    return Arrays.stream(element.getDeclaredAnnotations())
        .anyMatch(annotation -> annotation.annotationType().getName().equals(CONTENDED));
  }

  /// Whether JOL asks the JVM for sizes. It says so nowhere but in a field of its own; when a later
  /// JOL has none, sizes count as worked out, and what is contended is refused.
  private static boolean instrumented() {
    var machine = VM.current();
    try {
      var field = machine.getClass().getDeclaredField("instrumentation");
      field.setAccessible(true);
      return field.get(machine) != null;
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }
}
