package dev.dyno.profiles.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test whose body runs in a fresh JVM, with flags of its own:
///
/// ```java
/// @Test
/// @InFork(jvm = AllocatedBytes.PINNED)
/// void a_lease_allocates_nothing() {
///   assertThat(AllocatedBytes.of(this::leaseAndReturn)).isExactly(0);
/// }
/// ```
/// The fork has the class path of this JVM, and none of its flags and properties. Methods with
/// `@BeforeEach` and `@AfterEach` run in the fork alone, those with `@BeforeAll` and `@AfterAll` in
/// both JVMs. A failure comes back as it was thrown, with its own stack trace; a fork that dies or
/// hangs is a failure that shows the end of its output.
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({InForkExtension.class, PageExtension.class})
public @interface InFork {

  /// Flags of the fork: [dev.dyno.profiles.jfr.AllocatedBytes#PINNED],
  /// `-XX:+UseCompactObjectHeaders`, `-Xmx32m`.
  String[] jvm() default {};

  /// How long it may take, start included, 1 or more. Guards against one that hangs: a busy machine
  /// alone takes a minute to start a JVM with JUnit and a recording.
  int seconds() default 180;

  /// Whether JFR records all facts of the whole JVM, from its start to its exit, into
  /// `target/recordings/<Class>.<method>.jfr`. Read it with `Captured.of`.
  boolean recorded() default false;
}
