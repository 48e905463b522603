package dev.dyno.bench.facts;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static dev.dyno.profiles.jfr.Fact.CONTENDED_MONITORS;
import static dev.dyno.profiles.jfr.Fact.EXCEPTIONS_THROWN;
import static dev.dyno.profiles.jfr.Fact.FILE_WRITES;
import static dev.dyno.profiles.jfr.Fact.PLATFORM_THREADS_STARTED;
import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;
import static dev.dyno.profiles.jfr.Fact.SOCKETS_CONNECTED;
import static dev.dyno.profiles.jfr.Fact.VIRTUAL_THREADS_PINNED;
import static dev.dyno.profiles.jfr.Fact.VIRTUAL_THREADS_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.lifecycle.Build;
import dev.dyno.engine.lifecycle.BuildLists;
import dev.dyno.engine.lifecycle.BuildType;
import dev.dyno.engine.lifecycle.Job;
import dev.dyno.engine.lifecycle.Labels;
import dev.dyno.engine.lifecycle.Pending;
import dev.dyno.engine.lifecycle.Workers;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ReferenceParser;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.registry.Secret;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.Exact;
import dev.dyno.profiles.junit.Profiled;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each optimization does less of, exactly. Its time is measured elsewhere; these hold on any
/// machine, however busy.
///
/// Not here: what [ToggleBytesTest], [LayoutFactsTest], [TimeLimitFactsTest] and
/// [ParallelPullsFactsTest] have.
@Profiled
class ToggleFactsTest {

  private static final String SERVER = "registry.test:5000";

  @TempDir Path folder;

  @Test
  void auth_cache_asks_the_password_command_once(EventCapture capture) throws Exception {
    var compared =
        Sides.of(
            Optimization.AUTH_CACHE,
            toggles -> RegistryAuth.chosenBy(toggles, accounts()),
            capture,
            auth -> {
              for (int i = 0; i < 20; i++) {
                assertThat(auth.login(SERVER)).isPresent();
              }
            });

    assertThat(compared.baseline().facts(PROCESSES_STARTED)).perOperation(20).hasCount(1);
    assertThat(compared.candidate().facts(PROCESSES_STARTED)).hasCount(1);
    Sides.holds(
        compared, both -> assertThat(both).startsNoMoreProcesses().throwsNoMoreExceptions());
    Sides.holds(compared, both -> assertThat(both).on(PROCESSES_STARTED).fallsByAtLeast(95));
  }

  private static RegistryAccounts accounts() {
    return new RegistryAccounts(
        Map.of(
            SERVER,
            new RegistryAccounts.Account(
                new Secret.Literal("builder"), new Secret.Command(List.of("echo", "password")))),
        new DockerConfig(Path.of("absent"), Optional.empty()),
        Map.of());
  }

  @Test
  void worker_pool_works_on_its_four_threads_and_pins_none(EventCapture capture) throws Exception {
    var compared =
        Sides.of(
            Optimization.WORKER_POOL,
            toggles -> toggles,
            capture.and(VIRTUAL_THREADS_PINNED),
            ToggleFactsTest::runJobs);

    assertThat(compared.baseline().facts(PLATFORM_THREADS_STARTED)).isEmpty();
    assertThat(compared.candidate().facts(PLATFORM_THREADS_STARTED)).hasCount(4);
    assertThat(compared.candidate().facts(PLATFORM_THREADS_STARTED).last().orElseThrow().subject())
        .startsWith("dyno-worker-");
    assertThat(compared).on(VIRTUAL_THREADS_STARTED).isUnchanged(); // one for each job
    assertThat(compared).on(VIRTUAL_THREADS_PINNED).doesNotRise();
    assertThat(compared).throwsNoMoreExceptions();
    Sides.holds(
        compared.swapped(), both -> assertThat(both).on(PLATFORM_THREADS_STARTED).doesNotRise());
  }

  private static void runJobs(Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    try (var workers = Workers.chosenBy(toggles, policy)) {
      var outcomes = new ArrayList<Pending<String>>();
      for (int i = 0; i < 40; i++) {
        var name = "container" + i;
        outcomes.add(
            workers.submit(
                new Job.Start<>(name, _ -> name), Deadline.after(Duration.ofMinutes(1))));
      }
      for (var each : outcomes) {
        assertThat(each.await()).startsWith("container");
      }
    }
  }

  @Test
  @Profiled(value = EXCEPTIONS_THROWN, calls = "java.util.regex.Pattern::compile(java.lang.String)")
  void precompiled_patterns_compile_none_for_a_reference(EventCapture capture) throws Exception {
    var compile = Exact.calls(Pattern.class, "compile", String.class);
    var compared =
        Sides.of(
            Optimization.PRECOMPILED_PATTERNS,
            ReferenceParser::chosenBy,
            capture,
            parser -> {
              for (int i = 0; i < 100; i++) {
                assertThat(parser.parse("registry.test:5000/app:" + i)).isNotNull();
              }
            });

    assertThat(compared.baseline().facts(compile)).perOperation(100).hasCount(2);
    assertThat(compared.candidate().facts(compile)).isEmpty();
    Sides.holds(compared, both -> assertThat(both).on(compile).fallsByAtLeast(100));
  }

  @Test
  @Profiled(calls = "java.lang.String::format(java.lang.String, java.lang.Object[])")
  void string_builders_format_no_prefix(EventCapture capture) throws Exception {
    var format = Exact.calls(String.class, "format", String.class, Object[].class);
    var compared =
        Sides.of(
            Optimization.STRING_BUILDERS,
            Labels::chosenBy,
            capture,
            labels -> {
              for (int i = 0; i < 100; i++) {
                assertThat(labels.prefix("4f2a91c07d3b", "alpine", "3")).hasSize(19);
              }
            });

    assertThat(compared.candidate().facts(format)).isEmpty();
    assertThat(compared.baseline().facts(format)).perOperation(100).hasCount(2);
    Sides.holds(compared, both -> assertThat(both).on(format).fallsByAtLeast(100));
  }

  @Test
  @Profiled(calls = "java.util.ArrayList::grow(int)")
  void presized_collections_grow_no_list(EventCapture capture) throws Exception {
    var grow = Exact.calls("java.util.ArrayList::grow(int)");
    var files = IntStream.range(0, 200).mapToObj(i -> "src/part%d/a.proto".formatted(i)).toList();
    var build = Build.of("app", BuildType.GO).withSources(List.of(), files);
    var compared =
        Sides.of(
            Optimization.PRESIZED_COLLECTIONS,
            BuildLists::chosenBy,
            capture,
            lists -> {
              assertThat(lists.flags(build).size()).isGreaterThan(200);
              assertThat(lists.packages(files).size()).isEqualTo(200);
            });

    Sides.holds(compared, both -> assertThat(both).on(grow).fallsByAtLeast(50));
  }

  @Test
  void async_logs_write_batches_and_wait_for_no_monitor(EventCapture capture) throws Exception {
    var compared =
        Sides.of(
            Optimization.ASYNC_LOGS,
            toggles -> toggles,
            capture,
            toggles -> {
              try (var out = new FileOutputStream(folder.resolve("log").toFile());
                  var log =
                      LogAggregator.start(
                          toggles, LogFormat.PLAIN, Terminal.file(out), InstantSource.system())) {
                var routine = log.open("[build]");
                for (int i = 0; i < 2_000; i++) {
                  routine.line("line " + i);
                }
                routine.done();
              }
            });

    assertThat(compared.baseline().facts(FILE_WRITES).under(folder)).hasAtLeast(2_000);
    assertThat(compared.candidate().facts(FILE_WRITES).under(folder).bytes())
        .isEqualTo(compared.baseline().facts(FILE_WRITES).under(folder).bytes());
    Sides.holds(compared, both -> assertThat(both).on(FILE_WRITES).fallsByAtLeast(50));
    assertThat(compared.candidate().facts(CONTENDED_MONITORS).from("dev.dyno.engine.")).isEmpty();
    assertThat(compared).on(SOCKETS_CONNECTED).isUnchanged();
  }
}
