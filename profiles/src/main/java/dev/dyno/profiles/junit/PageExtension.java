package dev.dyno.profiles.junit;

import dev.dyno.profiles.jfr.Watcher;
import dev.dyno.profiles.layout.FootprintWatcher;
import dev.dyno.profiles.pages.TestedMethod.Outcome;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Notes what a test observes and how it ends. Changes nothing about either.
final class PageExtension implements InvocationInterceptor, TestWatcher {

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    observed(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    observed(invocation, context);
  }

  /// The recordings are still there when the body has ended, and no window is open.
  private static void observed(Invocation<@Nullable Void> invocation, ExtensionContext context)
      throws Throwable {
    var notes = Notebook.of(context).map(notebook -> notebook.test(context));
    if (notes.isEmpty()) {
      invocation.proceed();
      return;
    }
    try {
      Watcher.during(notes.get(), () -> FootprintWatcher.during(notes.get(), invocation::proceed));
    } finally {
      notes.get().read();
    }
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    ended(context, Outcome.PASSED, Optional.empty());
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    ended(context, Outcome.FAILED, Optional.ofNullable(cause));
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    ended(context, Outcome.ABORTED, Optional.ofNullable(cause));
  }

  private static void ended(ExtensionContext context, Outcome outcome, Optional<Throwable> cause) {
    Notebook.of(context).ifPresent(notebook -> notebook.test(context).ended(outcome, cause));
  }
}
