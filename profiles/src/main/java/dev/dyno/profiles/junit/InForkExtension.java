package dev.dyno.profiles.junit;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Skips the body of a test in this JVM and has a fork run it; in the fork, stands aside.
final class InForkExtension implements InvocationInterceptor {

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, method, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, method, context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    onlyInFork(invocation);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    onlyInFork(invocation);
  }

  private static void run(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (ForkMain.here()) {
      invocation.proceed();
      return;
    }
    invocation.skip();
    var asked =
        AnnotationSupport.findAnnotation(method.getExecutable(), InFork.class).orElseThrow();
    var label =
        context.getRequiredTestClass().getSimpleName() + "." + method.getExecutable().getName();
    Fork.of(asked, label)
        .run(context.getUniqueId(), Notebook.of(context).map(notebook -> notebook.test(context)));
  }

  private static void onlyInFork(Invocation<@Nullable Void> invocation) throws Throwable {
    if (ForkMain.here()) {
      invocation.proceed();
    } else {
      invocation.skip();
    }
  }
}
