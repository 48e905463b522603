package dev.dyno.profiles.assertions;

import dev.dyno.profiles.leak.Growth;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/// Assertions about what lifecycles left behind.
public final class GrowthAssert extends AbstractAssert<GrowthAssert, Growth> {

  /// Classes and resources that are shown.
  private static final int TOP = 10;

  GrowthAssert(Growth actual) {
    super(actual, GrowthAssert.class);
  }

  /// No thread, no descriptor and no object of any class.
  public GrowthAssert isNone() {
    isNotNull();
    if (!actual.leaks().isEmpty()) {
      throw Seen.failure(
          info,
          "expected nothing to grow over %,d lifecycles\ngrew in every quarter of them:\n%s%s"
              .formatted(
                  actual.lifecycles(),
                  actual.leaks().stream()
                      .limit(TOP)
                      .map(Growth.Leak::toString)
                      .collect(Collectors.joining("\n")),
                  actual.leaks().size() > TOP
                      ? "\nand %d more classes".formatted(actual.leaks().size() - TOP)
                      : ""));
    }
    return this;
  }
}
