package dev.dyno.profiles.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs tests inside a test, to see how they end.
final class Inner {

  private Inner() {}

  /// @return how each test of a class ended, in order
  static List<TestExecutionResult> run(Class<?> tests, Map<String, String> parameters) {
    return run(List.of(tests), parameters);
  }

  /// @return how each test of all classes ended, in order
  static List<TestExecutionResult> run(List<Class<?>> tests, Map<String, String> parameters) {
    var results = new ArrayList<TestExecutionResult>();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(tests.stream().map(DiscoverySelectors::selectClass).toList())
            .configurationParameters(parameters)
            .build();
    try (var session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              request,
              new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                  if (test.isTest()) {
                    synchronized (results) {
                      results.add(result);
                    }
                  }
                }
              });
    }
    return results;
  }

  /// The failure of a class with one test.
  static Throwable failure(Class<?> tests) {
    return run(tests, Map.of()).getFirst().getThrowable().orElseThrow();
  }
}
