package dev.dyno.profiles.assertions;

import dev.dyno.profiles.jfr.AllocatedBytes;
import dev.dyno.profiles.jfr.AllocationComparison;
import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.Comparison;
import dev.dyno.profiles.jfr.Facts;
import dev.dyno.profiles.layout.Footprint;
import dev.dyno.profiles.layout.FootprintAssert;
import dev.dyno.profiles.leak.Growth;

/// Where assertions begin. Goes together with AssertJ's own static imports.
public final class ProfileAssertions {

  private ProfileAssertions() {}

  /// Of one fact, or a filtered part of it.
  public static FactsAssert assertThat(Facts actual) {
    return new FactsAssert(actual);
  }

  /// Of a window as a whole.
  public static CapturedAssert assertThat(Captured actual) {
    return new CapturedAssert(actual);
  }

  /// Of a candidate against its baseline.
  public static ComparisonAssert assertThat(Comparison actual) {
    return new ComparisonAssert(actual);
  }

  /// Of one fact of a candidate against its baseline.
  public static DifferenceAssert assertThat(Comparison.Difference actual) {
    return new DifferenceAssert(actual);
  }

  /// Of allocated bytes; only where C2 is off.
  public static AllocatedBytesAssert assertThat(AllocatedBytes actual) {
    return new AllocatedBytesAssert(actual);
  }

  /// Of a candidate's bytes against its baseline's; only where C2 is off.
  public static AllocationComparisonAssert assertThat(AllocationComparison actual) {
    return new AllocationComparisonAssert(actual);
  }

  /// Of the bytes of an object graph.
  public static FootprintAssert assertThat(Footprint actual) {
    return FootprintAssert.assertThat(actual);
  }

  /// Of what many lifecycles left behind.
  public static GrowthAssert assertThat(Growth actual) {
    return new GrowthAssert(actual);
  }
}
