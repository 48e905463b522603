package dev.dyno.profiles.junit;

import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.Exact;
import dev.dyno.profiles.jfr.Signal;
import dev.dyno.profiles.jfr.Watcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Gives a test its capture, and sees to the recordings when it is over.
final class ProfiledExtension implements ParameterResolver, AfterEachCallback {

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(ProfiledExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EventCapture.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(OURS)
        .computeIfAbsent(EventCapture.class, _ -> capture(context), EventCapture.class);
  }

  private static EventCapture capture(ExtensionContext context) {
    var annotation = annotation(context);
    return Notebook.of(context)
        .<Watcher>map(notebook -> notebook.test(context))
        .map(watcher -> Watcher.during(watcher, () -> capture(annotation)))
        .orElseGet(() -> capture(annotation))
        .named(
            context.getRequiredTestClass().getSimpleName()
                + context.getTestMethod().map(method -> "." + method.getName()).orElse(""));
  }

  private static EventCapture capture(Profiled annotation) {
    var signals = signals(annotation);
    var capture =
        signals.isEmpty()
            ? EventCapture.ofFacts()
            : EventCapture.of(signals.getFirst(), signals.toArray(Signal[]::new));
    return capture.and(annotation.sampled());
  }

  /// That of the method, else that of its class or of one around it.
  private static Profiled annotation(ExtensionContext context) {
    return context
        .getTestMethod()
        .flatMap(method -> AnnotationSupport.findAnnotation(method, Profiled.class))
        .or(
            () ->
                AnnotationSupport.findAnnotation(
                    context.getRequiredTestClass(),
                    Profiled.class,
                    context.getEnclosingTestClasses()))
        .orElseThrow(() -> new IllegalStateException("no @Profiled on " + context.getUniqueId()));
  }

  private static List<Signal> signals(Profiled annotation) {
    return Stream.of(
            Stream.<Signal>of(annotation.value()),
            Stream.of(annotation.calls()).map(Exact::calls),
            Stream.of(annotation.events()).map(Exact::events))
        .<Signal>flatMap(each -> each)
        .toList();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var capture = context.getStore(OURS).get(EventCapture.class, EventCapture.class);
    if (capture == null) {
      return;
    }
    int left = capture.closeWindows();
    context
        .getExecutionException()
        .ifPresentOrElse(failure -> keep(capture, failure), capture::discardRecordings);
    if (left > 0 && context.getExecutionException().isEmpty()) {
      throw new IllegalStateException(
          "the test left its window open, so nobody looked at what was in it: finish it, or close it by try-with-resources");
    }
  }

  private static void keep(EventCapture capture, Throwable failure) {
    var told = Optional.ofNullable(failure.getMessage()).orElse("");
    var untold =
        capture.keepRecordings().stream()
            .map(Path::toString)
            .filter(file -> !told.contains(file))
            .collect(Collectors.joining(", "));
    if (!untold.isEmpty()) {
      failure.addSuppressed(new RecordingNote(untold));
    }
  }

  /// Adds to a failure where the recordings are. No failure itself.
  private static final class RecordingNote extends RuntimeException {

    private static final long serialVersionUID = 1;

    RecordingNote(String files) {
      super("recorded until then: " + files, null, false, false);
    }
  }
}
