package dev.dyno.bench.suite;

import dev.dyno.engine.lifecycle.BuildLayout;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.layout.Footprint;
import dev.dyno.reports.measurement.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What `compact-layout` keeps in fewer bytes. How many is a fact that a heap shows exactly, not a
/// sample: no benchmark times it.
public final class LayoutCatalog {

  /// Of the plan's section 1.3, for the bytes of a whole object graph.
  public static final Target TARGET =
      new Target("graph bytes", -0.10, "10 to 15 % smaller (plan 1.3)");

  private LayoutCatalog() {}

  /// One kind of object in both layouts.
  ///
  /// @param name of the kind, for people
  /// @param plain makes one with the toggle off; each shares only constants with the others
  /// @param packed makes one with the toggle on, of the same content
  public record Entry(String name, Supplier<Object> plain, Supplier<Object> packed) {

    /// Of its footprint in the plain layout.
    public String plainName() {
      return name + ", plain";
    }

    /// Of its footprint in the packed layout.
    public String packedName() {
      return name + ", packed";
    }
  }

  /// Counts all kinds in the JVM that it runs in; each under the names of [Entry#plainName()] and
  /// [Entry#packedName()].
  public static final class Count implements Supplier<Map<String, Footprint>> {
    @Override
    public Map<String, Footprint> get() {
      var counted = new LinkedHashMap<String, Footprint>();
      for (var entry : entries()) {
        counted.put(entry.plainName(), Footprint.onceMore(entry.plain()));
        counted.put(entry.packedName(), Footprint.onceMore(entry.packed()));
      }
      return counted;
    }
  }

  /// All kinds.
  public static List<Entry> entries() {
    return List.of(build(0), build(20), build(200));
  }

  private static Entry build(int files) {
    var plain = BuildLayout.chosenBy(Toggles.none());
    var packed = BuildLayout.chosenBy(Toggles.parse("compact-layout"));
    return new Entry(
        "Build with %d source files".formatted(files),
        () -> plain.keep(SampleBuild.parsed(files)),
        () -> packed.keep(SampleBuild.parsed(files)));
  }
}
