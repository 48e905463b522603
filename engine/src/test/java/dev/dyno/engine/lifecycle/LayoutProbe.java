package dev.dyno.engine.lifecycle;

import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.layout.Footprint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What objects take in the JVM that runs it: what a second such object adds to a heap that holds
/// the first, with all that it reaches.
final class LayoutProbe implements Supplier<Map<String, Footprint>> {

  private final Map<String, Footprint> counted = new LinkedHashMap<>();

  @Override
  public Map<String, Footprint> get() {
    var plain = BuildLayout.chosenBy(Toggles.none());
    var packed = BuildLayout.chosenBy(Toggles.parse("compact-layout"));
    for (int files : new int[] {0, 20, 200}) {
      count("plain " + files, () -> plain.keep(Builds.parsed(files)));
      count("packed " + files, () -> packed.keep(Builds.parsed(files)));
    }
    count("declared as the plan found it", AsFound::new);
    count("reordered as the plan wants it", Reordered::new);
    count("three booleans", ThreeBooleans::new);
    count("three bits", ThreeBits::new);
    count("one enum", OneEnum::new);
    count("one byte", OneByte::new);
    count("four enums", FourEnums::new);
    count("four bytes", FourBytes::new);
    return counted;
  }

  private void count(String name, Supplier<Object> kind) {
    counted.put(name, Footprint.onceMore(kind));
  }

  /// `LogEntry` of the plan's section 1.3, its fields in the order before.
  @SuppressWarnings("UnusedVariable")
  private static final class AsFound {
    private @Nullable Object startTime;
    private @Nullable Object endTime;
    private @Nullable Object messages;
    private boolean isDone;
    private @Nullable Object mu;
    private boolean isFailed;
    private long sequence;
  }

  /// The same fields, widest first.
  @SuppressWarnings("UnusedVariable")
  private static final class Reordered {
    private long sequence;
    private @Nullable Object startTime;
    private @Nullable Object endTime;
    private @Nullable Object messages;
    private @Nullable Object mu;
    private boolean isDone;
    private boolean isFailed;
  }

  @SuppressWarnings("UnusedVariable")
  private static final class ThreeBooleans {
    private long when;
    private boolean done;
    private boolean failed;
    private boolean shown;
  }

  @SuppressWarnings("UnusedVariable")
  private static final class ThreeBits {
    private long when;
    private byte doneFailedShown;
  }

  @SuppressWarnings("UnusedVariable")
  private static final class OneEnum {
    private @Nullable Object name;
    private @Nullable BuildType type;
  }

  @SuppressWarnings("UnusedVariable")
  private static final class OneByte {
    private @Nullable Object name;
    private byte type;
  }

  @SuppressWarnings("UnusedVariable")
  private static final class FourEnums {
    private @Nullable Object name;
    private @Nullable BuildType one;
    private @Nullable BuildType two;
    private @Nullable BuildType three;
    private @Nullable BuildType four;
  }

  @SuppressWarnings("UnusedVariable")
  private static final class FourBytes {
    private @Nullable Object name;
    private byte one;
    private byte two;
    private byte three;
    private byte four;
  }
}
