package dev.dyno.engine.image;

import static dev.dyno.engine.toggle.Optimization.PARALLEL_PULLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.LimitThatLasts;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.daemon.DaemonRequest;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.RequestKind;
import dev.dyno.engine.embedded.registry.Shape;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Both sides of `parallel-pulls` under one contract, over real HTTP.
@Timeout(180)
class ImageEnsureTest {

  private static final Platform PLATFORM = Platform.parse("linux/amd64");

  @TempDir Path folder;

  private EmbeddedRegistry registry;
  private EmbeddedDaemon daemon;
  private ContainerRuntime runtime;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
    daemon = EmbeddedDaemon.start(0, folder.resolve("daemon"));
    runtime = ContainerRuntime.at(daemon.uri());
  }

  @AfterEach
  void stop() throws Exception {
    runtime.close();
    daemon.close();
    registry.close();
  }

  @EveryToggle(PARALLEL_PULLS)
  void every_image_is_on_the_daemon_afterwards_and_a_second_time_asks_no_registry(Toggles toggles)
      throws Exception {
    var images = seed(5);
    var ensure = ensure(toggles);

    ensure.ensure(images, PLATFORM, soon());

    assertThat(runtime.imageNames(soon()))
        .containsAll(images.stream().map(ImageReference::familiar).toList());
    registry.resetCounters();
    ensure.ensure(images, PLATFORM, soon());
    assertThat(registry.counters().of(RequestKind.MANIFEST_GET)).isZero();
  }

  @EveryToggle(PARALLEL_PULLS)
  void one_that_is_missing_does_not_keep_the_others_and_is_asked_for_once(Toggles toggles)
      throws Exception {
    var images = seed(3);
    var absent = List.of(image("absent-a"), image("absent-b"));
    var wanted = List.of(absent.get(0), images.get(0), images.get(1), absent.get(1), images.get(2));

    var failure =
        catchThrowableOfType(
            EnsureException.class, () -> ensure(toggles).ensure(wanted, PLATFORM, soon()));

    assertThat(failure.failures())
        .extracting(EnsureException.Failure::image)
        .containsExactlyElementsOf(absent);
    assertThat(failure.failures())
        .extracting(EnsureException.Failure::cause)
        .hasOnlyElementsOfType(RuntimeFailure.NotFound.class);
    assertThat(runtime.imageNames(soon()))
        .containsAll(images.stream().map(ImageReference::familiar).toList());
  }

  @EveryToggle(PARALLEL_PULLS)
  void an_image_named_twice_is_pulled_once(Toggles toggles) throws Exception {
    var image = seed(1).getFirst();

    ensure(toggles).ensure(List.of(image, image, image), PLATFORM, soon());

    assertThat(registry.counters().of(RequestKind.BLOB_GET)).isEqualTo(2); // layer and config
  }

  @EveryToggle(PARALLEL_PULLS)
  void a_pull_ends_at_its_deadline(Toggles toggles) throws Exception {
    var image = seed(1).getFirst();
    registry.shape(new Shape(Duration.ofSeconds(20), 0, 0));

    var failure =
        catchThrowableOfType(
            EnsureException.class,
            () ->
                ensure(toggles)
                    .ensure(List.of(image), PLATFORM, Deadline.after(Duration.ofMillis(300))));

    assertThat(failure.failures().getFirst().cause()).isInstanceOf(RuntimeFailure.TimedOut.class);
  }

  @Test
  void off_has_one_request_for_manifests_at_a_time_and_on_three_at_most() throws Exception {
    var images = seed(6);

    registry.shape(new Shape(Duration.ofMillis(10), 0, 0));
    ensure(Toggles.none()).ensure(images, PLATFORM, soon());
    assertThat(registry.counters().inFlightMaximum().get("manifest")).isEqualTo(1);

    for (var image : images) {
      runtime.remove(image, soon());
    }
    registry.resetCounters();
    var hour = new What.Latency(Spread.fixed(Duration.ofHours(1)), 0);
    registry.faults().use(FaultPlan.of(Fault.at(Place.REGISTRY, hour).on("manifest-head")));
    var on = ensure(Toggles.parse("parallel-pulls"));
    var outcomes = new ConcurrentLinkedQueue<String>();
    var caller = Thread.ofVirtual().start(() -> outcomes.add(outcome("caller", on, images)));
    Eventually.isTrue(
        "three ask for their manifest",
        () -> registry.counters().inFlightMaximum().getOrDefault("manifest", 0) == 3);
    registry.faults().clear();
    caller.join();
    assertThat(outcomes).containsExactly("caller has it");
    assertThat(registry.counters().inFlightMaximum().get("manifest")).isEqualTo(3);
  }

  @Test
  void many_callers_that_want_one_image_pull_it_once() throws Exception {
    registry.shape(new Shape(Duration.ofMillis(20), 0, 0));
    var images = seed(1);
    var ensure = ensure(Toggles.parse("parallel-pulls"));

    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          IntStream.range(0, 8)
              .mapToObj(
                  _ ->
                      callers.submit(
                          () -> {
                            ensure.ensure(images, PLATFORM, soon());
                            return true;
                          }))
              .toList();
      for (var each : asked) {
        assertThat(each.get()).isTrue();
      }
    }

    assertThat(registry.counters().of(RequestKind.BLOB_GET)).isEqualTo(2);
  }

  @Test
  void a_pull_whose_leader_is_interrupted_is_led_by_another_who_waits_for_it() throws Exception {
    registry.shape(new Shape(Duration.ofMillis(300), 0, 0));
    var images = seed(1);
    var ensure = ensure(Toggles.parse("parallel-pulls"));
    var outcomes = new ConcurrentLinkedQueue<String>();
    var leader = Thread.ofVirtual().start(() -> outcomes.add(outcome("leader", ensure, images)));
    Eventually.isTrue("the pull has begun", () -> registry.inFlight() > 0);
    var other = Thread.ofVirtual().start(() -> outcomes.add(outcome("other", ensure, images)));
    Eventually.isTrue("the other waits", () -> other.getState() == Thread.State.WAITING);

    leader.interrupt();
    leader.join();
    other.join();

    assertThat(outcomes).containsExactly("leader gave up", "other has it");
  }

  @Test
  void a_caller_is_let_go_at_its_own_deadline_while_another_ones_pull_goes_on() throws Exception {
    var images = seed(1);
    hang();
    var ensure = ensure(Toggles.parse("parallel-pulls"));
    var leader = Thread.ofVirtual().start(() -> outcome("leader", ensure, images));
    Eventually.isTrue("the pull has begun", () -> ensure.inFlight() == 1);

    var failure = failureOfWaiting(ensure, images);

    assertThat(ensure.inFlight()).as("pulls that go on").isEqualTo(1);
    assertThat(failure)
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("while it waited for another one's pull of it");
    leader.interrupt();
    leader.join();
  }

  @Test
  void a_caller_is_let_go_at_its_own_deadline_while_others_have_all_permits() throws Exception {
    var images = seed(4);
    hang();
    var ensure = ensure(Toggles.parse("parallel-pulls"));
    var others = Thread.ofVirtual().start(() -> outcome("others", ensure, images.subList(0, 3)));
    Eventually.isTrue("three pulls have begun", () -> ensure.inFlight() == 3);

    var failure = failureOfWaiting(ensure, images.subList(3, 4));

    assertThat(ensure.inFlight()).as("pulls that go on").isEqualTo(3);
    assertThat(failure)
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("while it waited for its turn among other pulls");
    others.interrupt();
    others.join();
  }

  /// The answer of a pull begins long before its layers are in.
  @Test
  void permit_released_at_response_headers() throws Exception {
    var images = seed(4);
    var hour = new What.Latency(Spread.fixed(Duration.ofHours(1)), 0);
    registry.faults().use(FaultPlan.of(Fault.at(Place.REGISTRY, hour).on("blob-get")));
    var ensure = ensure(Toggles.parse("parallel-pulls"));
    var outcomes = new ConcurrentLinkedQueue<String>();
    var caller = Thread.ofVirtual().start(() -> outcomes.add(outcome("caller", ensure, images)));
    Eventually.isTrue(
        "three pulls are in their streams",
        () -> registry.counters().of(RequestKind.BLOB_GET) == 3);

    Eventually.isTrue("a while", Deadline.after(Duration.ofMillis(300))::passed);
    assertThat(daemon.counters().of(DaemonRequest.PULL)).isEqualTo(3);

    registry.faults().clear();
    caller.join();
    assertThat(outcomes).containsExactly("caller has it");
    assertThat(daemon.counters().inFlightMaximum().get("pull")).isEqualTo(3);
  }

  /// With a limit that outlasts the look at what the daemon has, which comes before the wait.
  private static Exception failureOfWaiting(ImageEnsure ensure, List<ImageReference> images)
      throws Exception {
    var causes = new ArrayList<Exception>();
    LimitThatLasts.untilBegun(
        "the wait",
        limit -> {
          var failure =
              catchThrowableOfType(
                  EnsureException.class,
                  () -> ensure.ensure(images, PLATFORM, Deadline.after(limit)));
          causes.add(failure.failures().getFirst().cause());
          return !(causes.getLast() instanceof RuntimeFailure.TimedOut);
        });
    return causes.getLast();
  }

  private void hang() {
    registry.faults().use(FaultPlan.of(Fault.at(Place.REGISTRY, new What.Hang()).named("hang")));
  }

  private static String outcome(String who, ImageEnsure ensure, List<ImageReference> images) {
    try {
      ensure.ensure(images, PLATFORM, soon());
      return who + " has it";
    } catch (EnsureException failed) {
      return who + " gave up";
    }
  }

  private ImageEnsure ensure(Toggles toggles) {
    var accounts =
        new RegistryAccounts(
            Map.of(), new DockerConfig(folder.resolve("absent"), Optional.empty()), Map.of());
    return ImageEnsure.chosenBy(
        toggles,
        runtime,
        RegistryAuth.chosenBy(toggles, accounts),
        TimeoutPolicy.chosenBy(toggles, Patience.usual()));
  }

  private List<ImageReference> seed(int images) throws IOException {
    for (int i = 0; i < images; i++) {
      registry.seed(new SyntheticImage("image" + i, "1", List.of(PLATFORM), 1, 20_000, 0.5, i));
    }
    return IntStream.range(0, images).mapToObj(i -> image("image" + i)).toList();
  }

  private ImageReference image(String name) {
    return ImageReference.parse(registry.host() + "/" + name + ":1");
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }
}
