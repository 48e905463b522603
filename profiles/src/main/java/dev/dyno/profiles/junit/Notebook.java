package dev.dyno.profiles.junit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.profiles.budget.Environment;
import dev.dyno.profiles.jfr.BuildFolder;
import dev.dyno.profiles.pages.ModulePages;
import dev.dyno.profiles.pages.TestedClass;
import dev.dyno.profiles.pages.TestedMethod;
import dev.dyno.profiles.pages.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/// What all observed tests of one run in one JVM told. It is written when the run is over: while
/// tests run, another may have a window open, which would see the files that are written here.
///
/// Safe for use by several threads. No failure of it becomes one of a test.
final class Notebook implements AutoCloseable {

  /// The configuration parameter of JUnit that switches pages off by `false`.
  static final String ENABLED = "dyno.pages.enabled";

  /// The system property that tells a fork where to leave what its test told.
  static final String FORK_FILE = "dev.dyno.profiles.notes";

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(Notebook.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, TestNotes>> byClass = new LinkedHashMap<>();

  /// That of the run.
  ///
  /// @return empty when nobody wants pages
  static Optional<Notebook> of(ExtensionContext context) {
    return context.getConfigurationParameter(ENABLED).orElse("true").equals("false")
        ? Optional.empty()
        : Optional.of(
            context
                .getRoot()
                .getStore(OURS)
                .computeIfAbsent(Notebook.class, _ -> new Notebook(), Notebook.class));
  }

  /// Those of one test, or of one invocation of it.
  synchronized TestNotes test(ExtensionContext context) {
    var classes = new ArrayList<>(context.getEnclosingTestClasses());
    classes.add(context.getRequiredTestClass());
    return byClass
        .computeIfAbsent(classes.getFirst().getName(), _ -> new LinkedHashMap<>())
        .computeIfAbsent(
            context.getUniqueId(),
            _ -> new TestNotes(name(context, classes), classes.getLast().getName()));
  }

  /// With the classes that it is nested in, and, of one of several invocations, which it is.
  private static String name(ExtensionContext context, List<Class<?>> classes) {
    var words = new ArrayList<String>();
    classes.stream().skip(1).map(Class::getSimpleName).forEach(words::add);
    context
        .getParent()
        .filter(parent -> parent.getTestMethod().isPresent())
        .ifPresent(parent -> words.add(plain(parent.getDisplayName())));
    words.add(plain(context.getDisplayName()));
    return String.join(" › ", words);
  }

  /// That a test takes a capture goes without saying.
  private static String plain(String name) {
    return name.replaceFirst("\\((EventCapture)?\\)$", "").replaceFirst(", EventCapture\\)$", ")");
  }

  /// Writes it down: in a fork for its parent, else as pages.
  @Override
  public synchronized void close() {
    var forkFile = System.getProperty(FORK_FILE);
    try {
      if (forkFile != null) {
        leave(Path.of(forkFile));
      } else {
        write();
      }
    } catch (IOException | RuntimeException | LinkageError failed) {
      System.getLogger(Notebook.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "what tests observed was not written as pages; %s=false switches them off"
                  .formatted(ENABLED),
              failed);
    }
  }

  private void write() throws IOException {
    var folder = BuildFolder.here().map(build -> build.resolve(ModulePages.FOLDER));
    var classes = classes();
    if (folder.isPresent() && !classes.isEmpty()) {
      new ModulePages(folder.get()).write(classes);
    }
  }

  private List<TestedClass> classes() {
    var environment = Environment.current().toString();
    var classes = new ArrayList<TestedClass>();
    byClass.forEach(
        (type, tests) -> {
          var methods = tests.values().stream().map(TestNotes::asMethod).toList();
          if (methods.stream().anyMatch(TestedMethod::tells)) {
            classes.add(new TestedClass(type, Instant.now(), environment, methods));
          }
        });
    return classes;
  }

  private void leave(Path file) throws IOException {
    var views =
        byClass.values().stream()
            .flatMap(tests -> tests.values().stream())
            .flatMap(test -> test.asMethod().views().stream())
            .toList();
    if (!views.isEmpty()) {
      JSON.writeValue(file.toFile(), views);
    }
  }

  /// What a fork left.
  ///
  /// @return nothing where it did not come so far
  static List<View> left(Path file) {
    try {
      return Files.exists(file)
          ? JSON.readValue(file.toFile(), new TypeReference<List<View>>() {})
          : List.of();
    } catch (IOException cutOff) {
      return List.of(); // it was killed, which its test's failure says
    }
  }
}
