package dev.dyno.bench.validation;

import dev.dyno.agent.Plant;
import dev.dyno.bench.variant.MeasuredVariant;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Plants a slowdown in a benchmark of any JMH jar, without touching the jar: every n-th call
/// of the benchmark's method is done twice, so that n calls take the time of n + 1.
///
/// The measured loop is in JMH's generated stub. A copy of it, whose calls go through a
/// counter, is put before the jar on the class path. Both sides of a comparison get the same
/// copy, and differ only in a system property: nothing but the second calls differs.
///
/// Faithful where many calls fall into a turn. Where an invocation is long, whole calls come in
/// lumps: [#perTurn]. What has a set-up for each invocation sees the second call without one.
public final class Planting {

  private Planting() {}

  /// Both sides of a comparison.
  ///
  /// @param baseline with the same counter, which never strikes
  /// @param candidate slower by `1 / every`
  public record Sides(MeasuredVariant baseline, MeasuredVariant candidate) {}

  /// Every how many calls one is done twice.
  ///
  /// @param size of the slowdown, as a share, above 0, at most 1
  public static int every(double size) {
    if (!(size > 0 && size <= 1)) {
      throw new IllegalArgumentException(
          "a slowdown of %s: need a share above 0, at most 1".formatted(size));
    }
    return (int) Math.round(1 / size);
  }

  /// What really is planted when `size` is asked for: one over a whole number.
  public static double planted(double size) {
    return 1.0 / every(size);
  }

  /// Second calls that fall into a turn: below about 5 they come in lumps, which a robust location
  /// over turns does not see as they are.
  public static double perTurn(double callsPerTurn, double size) {
    return callsPerTurn / every(size);
  }

  /// Prepares both sides.
  ///
  /// @param variant that holds the benchmark
  /// @param generated full name of the class of its generated stub
  /// @param size as a share; 0 for the same code twice
  /// @param folder empty, for the copy of the stub
  /// @throws IOException when the stub is not there, or holds no call of a benchmark
  public static Sides of(MeasuredVariant variant, String generated, double size, Path folder)
      throws IOException {
    var entry = generated.replace('.', '/') + ".class";
    var copy = folder.resolve(entry);
    try (var classes = new URLClassLoader(urls(variant), ClassLoader.getPlatformClassLoader());
        var stub = classes.getResourceAsStream(entry)) {
      if (stub == null) {
        throw new IOException("%s is not on the class path of %s".formatted(entry, variant.name()));
      }
      Files.createDirectories(copy.getParent());
      Files.write(copy, counted(stub.readAllBytes(), classes));
    }
    var classPath = new ArrayList<Path>();
    classPath.add(folder);
    classPath.addAll(variant.classPath());
    var counted =
        new MeasuredVariant(
            variant.name(),
            variant.jdk(),
            classPath,
            variant.jvmArgs(),
            variant.properties(),
            variant.params());
    return new Sides(
        counted.with(Plant.EVERY, "0"),
        counted.with(Plant.EVERY, Integer.toString(size == 0 ? 0 : every(size))));
  }

  private static URL[] urls(MeasuredVariant variant) throws MalformedURLException {
    var urls = new ArrayList<URL>();
    for (var entry : variant.classPath()) {
      urls.add(entry.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static byte[] counted(byte[] stub, ClassLoader classes) throws IOException {
    var files =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classes)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    var model = files.parse(stub);
    var counting = new CountedCalls(model.thisClass().asSymbol());
    var copy = files.transformClass(model, counting);
    if (counting.calls() == 0) {
      throw new IOException(
          "%s calls no benchmark where its stub should: this JMH generates others"
              .formatted(model.thisClass().asInternalName()));
    }
    return copy;
  }
}
