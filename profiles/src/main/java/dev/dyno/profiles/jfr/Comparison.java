package dev.dyno.profiles.jfr;

import java.util.function.Supplier;

/// The same work on two sides, and the facts of each. What differs is the subject: the engine with
/// a toggle off and on, say.
///
/// ```java
/// var compared =
///     compareProfiled(() -> auth(none()), () -> auth(parse("auth-cache")), EventCapture.ofFacts(),
///         auth -> auth.login(SERVER));
/// assertThat(compared).startsNoMoreProcesses();
/// ```
///
/// @param baseline what the plain side did
/// @param candidate what the other side did
public record Comparison(Captured baseline, Captured candidate) {

  /// Observes the work on each side in turn. Each side does it once unseen, on its own subject,
  /// which warms up classes and caches of the JVM; then once in a window, on a fresh subject.
  /// Making a subject is not seen; closing it is, if it can be closed, so that its threads have
  /// ended when the window does.
  public static <S, X extends Exception> Comparison compareProfiled(
      Supplier<? extends S> baseline,
      Supplier<? extends S> candidate,
      EventCapture capture,
      Workload<S, X> work)
      throws X {
    work.runAndEnd(baseline.get());
    work.runAndEnd(candidate.get());
    var both =
        new Comparison(side(baseline.get(), capture, work), side(candidate.get(), capture, work));
    capture.watcher().ifPresent(each -> each.compared(both));
    return both;
  }

  private static <S, X extends Exception> Captured side(
      S subject, EventCapture capture, Workload<S, X> work) throws X {
    return capture.during(() -> work.runAndEnd(subject));
  }

  /// One fact on both sides.
  ///
  /// @throws IllegalArgumentException when it was not recorded
  public Difference of(Exact signal) {
    return new Difference(baseline.facts(signal), candidate.facts(signal));
  }

  /// One fact, or a filtered part of it, on both sides.
  ///
  /// @param baseline what the plain side did
  /// @param candidate what the other side did
  public record Difference(Facts baseline, Facts candidate) {

    @Override
    public String toString() {
      return "baseline %s\ncandidate %s".formatted(baseline, candidate);
    }
  }

  /// The same, with the sides changed over: an assertion that still holds on it says nothing.
  public Comparison swapped() {
    return new Comparison(/* baseline= */ candidate, /* candidate= */ baseline);
  }

  @Override
  public String toString() {
    return "baseline, %s\ncandidate, %s".formatted(baseline, candidate);
  }
}
