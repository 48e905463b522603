package dev.dyno.profiles.budget;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static dev.dyno.profiles.jfr.Fact.FILE_WRITES;
import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.junit.InFork;
import dev.dyno.profiles.junit.Profiled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Profiled({PROCESSES_STARTED, FILE_WRITES})
class BudgetTest {

  @TempDir Path folder;

  private Captured writing(EventCapture capture, int files) throws IOException {
    return capture.during(
        () -> {
          for (int i = 0; i < files; i++) {
            Files.writeString(folder.resolve("file" + i), "text");
          }
        });
  }

  @Test
  @Tag("jfr")
  void what_was_observed_is_kept_and_held(EventCapture capture) throws Exception {
    var file = folder.resolve("budget.json");
    BudgetFile.write(file, Budget.observed("writing", writing(capture, 3)));
    var budget = BudgetFile.read(file);

    assertThat(budget.atMost()).isEqualTo(Map.of("file writes", 3L, "processes started", 0L));
    assertThat(writing(capture, 3)).staysWithin(budget);
    assertThat(writing(capture, 2)).staysWithin(budget);
    assertThatThrownBy(() -> assertThat(writing(capture, 4)).staysWithin(budget))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(
            "budget 'writing' is exceeded:",
            "file writes: at most 3 allowed, observed 4 with 16 bytes",
            "BudgetTest",
            "recording: ");
  }

  @Test
  @Tag("jfr")
  void a_budget_of_another_environment_is_refused_and_never_passes(EventCapture capture)
      throws Exception {
    var here = Environment.current();
    for (var other :
        new Environment[] {
          new Environment("21.0.1+12", here.collector(), here.headers()),
          new Environment(here.jdk(), "Parallel", here.headers()),
          new Environment(here.jdk(), here.collector(), "compact"),
        }) {
      var budget = new Budget("pull", other, new TreeMap<>(Map.of("file writes", 1_000L)));
      assertThatThrownBy(() -> assertThat(writing(capture, 1)).staysWithin(budget))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll(
              "budget 'pull' was found on " + other, "and this JVM is " + here, "store one");
    }
  }

  @Test
  @InFork(jvm = {"-XX:+UseCompactObjectHeaders", "-XX:+UseParallelGC"})
  void the_environment_says_how_the_JVM_was_started() {
    assertThat(Environment.current())
        .isEqualTo(new Environment(Runtime.version().toString(), "Parallel", "compact"));
  }

  @Test
  @Tag("jfr")
  void a_fact_that_was_not_recorded_cannot_be_within_its_budget(EventCapture capture)
      throws Exception {
    var budget =
        new Budget("pull", Environment.current(), new TreeMap<>(Map.of("GC pauses", 1_000L)));

    assertThatThrownBy(() -> assertThat(writing(capture, 1)).staysWithin(budget))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limits 'GC pauses', which was not recorded");
  }

  @Test
  void a_file_that_is_no_budget_is_refused_with_what_is_wrong() throws Exception {
    refused("{\"schema\":\"other\"}", "schema 'other' is not 'dyno-budget/1'");
    refused("{\"schema\":\"dyno-budget/1\"}", "'name' is missing");
    refused("{\"limits\":{}}", "limits");
    refused("nonsense", "Unrecognized token");
    refused(
        "{\"schema\":\"dyno-budget/1\",\"name\":\"a\",\"environment\":"
            + "{\"jdk\":\"25\",\"collector\":\"G1\",\"headers\":\"classic\"},\"atMost\":{\"x\":-1}}",
        "allows -1 x");
  }

  private void refused(String text, String because) throws IOException {
    var file = Files.writeString(folder.resolve("wrong.json"), text);
    assertThatThrownBy(() -> BudgetFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wrong.json")
        .hasMessageContaining(because);
  }
}
