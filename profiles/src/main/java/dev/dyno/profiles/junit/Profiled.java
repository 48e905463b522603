package dev.dyno.profiles.junit;

import dev.dyno.profiles.jfr.Fact;
import dev.dyno.profiles.jfr.Sampled;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A test that takes an [EventCapture], and asserts what the JVM did in it:
///
/// ```java
/// @Test
/// @Profiled
/// void the_second_pull_starts_no_process(EventCapture capture) throws Exception {
///   engine.pull(image);
///   var seen = capture.during(() -> engine.pull(image));
///   assertThat(seen.facts(PROCESSES_STARTED)).isEmpty();
/// }
/// ```
/// Two such tests never run at once in a JVM, also where JUnit runs tests in parallel. What was
/// recorded is kept under `target/recordings` when the test fails, and the failure says where;
/// nothing of a failure is replaced. Tests may be package-private, repeated, parameterized.
///
/// What they observed stands in `target/profiled-tests/index.html` when the run is over; JUnit's
/// configuration parameter `dyno.pages.enabled=false` switches that off.
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ProfiledExtension.class, PageExtension.class})
@ResourceLock(Profiled.JFR)
public @interface Profiled {

  /// The resource that such tests lock: name it in a [ResourceLock] of a test that uses JFR by
  /// other means.
  String JFR = "dev.dyno.profiles.jfr";

  /// What to count; every [Fact] when `value`, `calls` and `events` are all left out. Fewer cost
  /// less.
  Fact[] value() default {};

  /// Methods whose calls to count: `java.util.regex.Pattern::compile`.
  String[] calls() default {};

  /// Events of the tested program, by name.
  String[] events() default {};

  /// What to sample besides: the test's page then shows where time or bytes went, a flame graph,
  /// and what JMC's rules find in the recording. Takes a second or two a window, after it.
  Sampled[] sampled() default {};
}
