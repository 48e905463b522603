package dev.dyno.bench.cli;

import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.bench.variant.Named;
import dev.dyno.bench.variant.VariantException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// One side of a comparison of the suite with itself: toggles, and behind commas the JDK, flags and
/// system properties of its forks, as [Named] has them: `all,-buffers,jdk:/opt/jdk-26,-XX:+UseZGC`.
///
/// @param text as written
/// @param toggles an expression of toggles; `none` where no part is one
/// @param jdk the one that runs Dyno where no part names another
/// @param flags behind the suite's own, of which they replace a collector
record SuiteSide(String text, String toggles, Jdk jdk, List<String> flags) {

  private static final Predicate<String> COLLECTOR =
      Pattern.compile("-XX:\\+Use[A-Za-z0-9]+GC").asMatchPredicate();

  SuiteSide {
    flags = List.copyOf(flags);
  }

  /// Reads it.
  ///
  /// @param folder that a relative path of a JDK starts from
  /// @throws UsageException when its JDK is none, or a flag is none that a fork can be given
  static SuiteSide of(String text, Path folder) throws UsageException {
    var jvm = new ArrayList<String>();
    var toggles = new ArrayList<String>();
    for (var part : Named.parts(text)) {
      (Named.isOfJvm(part) ? jvm : toggles).add(part);
    }
    try {
      var named = Named.of(text, jvm, folder);
      return new SuiteSide(
          text,
          toggles.isEmpty() ? "none" : String.join(",", toggles),
          named.installed(),
          named.flags());
    } catch (VariantException | IOException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /// As it is measured.
  ///
  /// @throws UsageException when a toggle is unknown
  MeasuredVariant of(MeasuredVariant suite) throws UsageException {
    var own = PlanMaker.side(suite, toggles);
    if (plain()) {
      return own;
    }
    boolean other = flags.stream().anyMatch(COLLECTOR);
    var args = new ArrayList<>(own.jvmArgs());
    args.removeIf(each -> other && COLLECTOR.test(each));
    args.addAll(flags);
    return new MeasuredVariant(text, jdk, own.classPath(), args, own.properties());
  }

  private boolean plain() {
    return jdk.equals(Jdk.running()) && flags.isEmpty();
  }

  /// Starts its JVM with nothing to run, where that is not the one that every comparison has.
  ///
  /// @throws UsageException when it does not start
  void check(MeasuredVariant suite) throws UsageException {
    if (plain()) {
      return;
    }
    var own = of(suite);
    try (var work = Work.open()) {
      var refused = own.jdk().refuses(own.jvmArgs(), work.folder());
      if (refused.isPresent()) {
        throw new UsageException(
            "'%s': %s does not start with %s: %s; the suite needs JDK %d or later"
                .formatted(
                    text,
                    own.jdk().name(),
                    String.join(" ", own.jvmArgs()),
                    refused.get(),
                    Runtime.version().feature()));
      }
    } catch (IOException failed) {
      throw new UsageException(
          "'%s' cannot be tried: %s".formatted(text, failed.getMessage()), failed);
    }
  }
}
