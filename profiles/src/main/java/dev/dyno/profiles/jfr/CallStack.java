package dev.dyno.profiles.jfr;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/// Who did it: the frames of an occurrence, innermost first. Written out only when asked for.
public final class CallStack {

  private static final String UNKNOWN = "unknown site";
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
  private static final Set<String> KIT =
      Set.of(
          EventCapture.class.getName(),
          Comparison.class.getName(),
          Workload.class.getName(),
          WindowMark.class.getName());

  private final @Nullable RecordedStackTrace trace;

  CallStack(@Nullable RecordedStackTrace trace) {
    this.trace = trace;
  }

  /// All frames as `package.Class.method:line`.
  public List<String> frames() {
    return recorded().map(CallStack::written).toList();
  }

  /// All frames without their lines, innermost first.
  Stream<String> methods() {
    return recorded().map(frame -> type(frame) + "." + frame.getMethod().getName());
  }

  /// The innermost frame outside the JDK and this kit: usually the line to look at. The innermost
  /// of all when the JDK acted on its own.
  public String site() {
    return recorded()
        .filter(frame -> JDK.stream().noneMatch(type(frame)::startsWith))
        .filter(frame -> !KIT.contains(type(frame)))
        .findFirst()
        .or(() -> recorded().findFirst())
        .map(CallStack::written)
        .orElse(UNKNOWN);
  }

  /// Whether code of a package, class or method is on the stack.
  ///
  /// @param prefix of a frame's text: `com.acme.`, `com.acme.Pull.`, `com.acme.Pull.run`
  public boolean passes(String prefix) {
    return recorded().anyMatch(frame -> written(frame).startsWith(prefix));
  }

  private Stream<RecordedFrame> recorded() {
    return trace == null ? Stream.of() : trace.getFrames().stream();
  }

  private static String type(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }

  private static String written(RecordedFrame frame) {
    var line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
    return type(frame) + "." + frame.getMethod().getName() + line;
  }

  @Override
  public String toString() {
    return site();
  }
}
