package dev.dyno.bench.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.reports.history.FindingChanges;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.StoredAlert;
import dev.dyno.reports.policy.Alerts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Alerts to a real HTTP server and a file, out of a real store.
@Timeout(600)
class DeliveryTest extends AlertDesk {
  private Target target;

  @BeforeEach
  void open() throws Exception {
    target = new Target();
  }

  @AfterEach
  void close() {
    target.close();
  }

  @Test
  void a_finding_is_told_once_signed_over_its_time_and_never_again() throws Exception {
    raise(finding("a"), webhook());
    raise(finding("a"), webhook()); // as a night does that was killed and comes again

    assertThat(send(webhook()).sent()).isEqualTo(1);
    assertThat(send(webhook()).sent()).isZero();

    assertThat(target.taken).hasSize(1);
    var taken = target.taken.getFirst();
    var json = new ObjectMapper().readTree(taken.body());
    assertThat(json.at("/message").asText()).isEqualTo("raised");
    assertThat(json.at("/series").asText()).isEqualTo("A.b n=1, gate, time/op");
    assertThat(json.at("/since").asText()).isEqualTo("c2");
    assertThat(taken.header("Dyno-Delivery")).isEqualTo("a-raised");
    var timestamp = taken.header("Dyno-Timestamp");
    assertThat(timestamp).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(taken.header("Dyno-Signature"))
        .isEqualTo("sha256=" + hmac("keep it", timestamp + "." + taken.body()))
        .isNotEqualTo("sha256=" + hmac("another", timestamp + "." + taken.body()));
  }

  @Test
  void two_nights_that_end_at_once_tell_it_once() throws Exception {
    raise(finding("a"), webhook());
    target.holds();
    var couriers =
        Couriers.of(webhook(), folder, ENVIRONMENT, Clock.systemUTC(), Duration.ofSeconds(60));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> new Delivery(couriers, Thread::sleep).send(store));
      target.awaitFirst();
      var waits = new CountDownLatch(1);
      Delivery.Pauses pauses =
          _ -> {
            waits.countDown();
            Thread.sleep(20);
          };
      var second = threads.submit(() -> new Delivery(couriers, pauses).send(store));
      waits.await();
      target.letGo();

      assertThat(first.get().sent()).isEqualTo(1);
      assertThat(second.get()).isEqualTo(new Delivery.Round(0, 0, 0, List.of()));
    }
    assertThat(target.taken).hasSize(1);
  }

  @Test
  void who_may_not_send_for_ever_so_long_leaves_it_to_the_next_night() throws Exception {
    raise(finding("a"), webhook());
    try (var _ = store.takeDelivery().orElseThrow()) {
      var round = send(webhook());

      assertThat(round.waiting()).isEqualTo(1);
      assertThat(round.sentences().getFirst()).contains("another program has been sending");
      assertThat(target.taken).isEmpty();
    }
    assertThat(send(webhook()).sent()).isEqualTo(1);
  }

  @Test
  void slack_gets_a_text_in_which_nothing_is_a_tag() throws Exception {
    var slack = webhook(Alerts.Format.SLACK, Optional.empty());
    raise(finding("a"), slack);

    send(slack);

    var json = new ObjectMapper().readTree(target.taken.getFirst().body());
    assertThat(json.size()).isEqualTo(1);
    assertThat(json.at("/text").asText())
        .contains("*Dyno: A.b n=1, gate, time/op: regressed by +12.0 %*")
        .contains("dearer by 12 % &lt;really&gt;")
        .contains("between c1 and c2");
    assertThat(target.taken.getFirst().headers()).doesNotContainKey("Dyno-Signature");
  }

  @Test
  void what_fails_for_now_is_sent_again_with_growing_pauses_or_as_the_target_says()
      throws Exception {
    raise(finding("a"), webhook());
    target.answers(500, 503, 429, 200);

    assertThat(send(webhook()).sent()).isEqualTo(1);

    assertThat(target.taken).hasSize(4);
    assertThat(target.taken).extracting(it -> it.header("Dyno-Delivery")).containsOnly("a-raised");
    assertThat(paused)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(7));
  }

  @Test
  void what_is_refused_is_never_sent_again() throws Exception {
    raise(finding("a"), webhook());
    target.answers(400);

    var round = send(webhook());
    send(webhook());

    assertThat(round.refused()).isEqualTo(1);
    assertThat(round.sentences().getFirst())
        .contains("localhost answered 400")
        .doesNotContain("secret-path");
    assertThat(target.taken).hasSize(1);
    assertThat(paused).isEmpty();
  }

  @Test
  void a_target_that_is_down_keeps_its_messages_for_the_next_round_in_their_order()
      throws Exception {
    raise(finding("a"), webhook());
    raise(finding("b"), webhook());
    target.answers(500, 500, 500, 500, 500);

    var round = send(webhook());

    assertThat(round.waiting()).isEqualTo(2);
    assertThat(target.taken).as("attempts at the first message only").hasSize(5);
    assertThat(send(webhook()).sent()).isEqualTo(2);
    assertThat(target.taken.subList(5, 7))
        .extracting(it -> it.header("Dyno-Delivery"))
        .containsExactly("a-raised", "b-raised");
  }

  @Test
  void a_target_that_never_answers_costs_its_patience_and_nothing_else() throws Exception {
    raise(finding("a"), webhook());
    target.answers(0, 0, 0, 0, 0);

    var round = send(webhook(), Duration.ofMillis(100));

    assertThat(round.waiting()).isEqualTo(1);
    assertThat(round.sentences().getFirst()).contains("no answer from localhost within 100 ms");
    assertThat(send(webhook()).sent()).isEqualTo(1);
  }

  /// A timeout of the JDK's client ends at the headers.
  @Test
  @Timeout(60)
  void an_answer_whose_body_never_ends_is_an_answer() throws Exception {
    raise(finding("a"), webhook());
    target.answers(202);

    assertThat(send(webhook()).sent()).isEqualTo(1);
  }

  @Test
  void nothing_listens_there_and_the_message_waits() throws Exception {
    raise(finding("a"), webhook());
    var alerts = webhook();
    target.close();

    assertThat(send(alerts).sentences().getFirst()).contains("localhost cannot be reached");
    assertThat(store.alerts().getFirst().state()).isEqualTo(StoredAlert.State.PENDING);
  }

  @Test
  void in_quiet_hours_nothing_is_sent_and_after_them_all_of_it() throws Exception {
    var quiet = new Alerts.Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneOffset.UTC);
    var alerts = new Alerts(Optional.of(quiet), webhook().targets());
    raise(finding("a"), alerts);

    var night = send(alerts);
    assertThat(night.waiting()).isEqualTo(1);
    assertThat(night.sentences().getFirst()).contains("quiet hours at 07:00");
    assertThat(target.taken).isEmpty();

    var morning = Clock.fixed(NOW.plus(Duration.ofHours(4)), ZoneOffset.UTC);
    assertThat(send(alerts, morning, Duration.ofSeconds(5)).sent()).isEqualTo(1);
    assertThat(target.taken).hasSize(1);
  }

  @Test
  void who_heard_of_the_beginning_hears_of_the_end_and_nobody_else() throws Exception {
    var open = finding("a");
    raise(open, webhook());
    target.answers(400);
    send(webhook());
    var file = lines();
    raise(finding("b"), file);
    send(file);

    var ended = List.of(recovered(open), recovered(finding("b")));
    store.conclude(
        new FindingChanges(List.of(), ended), List.of("webhook here", "lines"), "n", 0, true);
    send(file);
    send(webhook());

    assertThat(target.taken).as("it refused the beginning").hasSize(1);
    var told = Files.readAllLines(folder.resolve("alerts.jsonl"));
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).contains("\"b-raised\"");
    assertThat(told.get(1)).contains("\"b-ended\"").contains("recovered").contains("it holds");
  }

  @Test
  void a_line_that_was_cut_short_does_not_spoil_the_next_one() throws Exception {
    var file = Files.writeString(folder.resolve("alerts.jsonl"), "{\"half\":");
    raise(finding("a"), lines());

    send(lines());

    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(new ObjectMapper().readTree(Files.readAllLines(file).get(1)).at("/id").asText())
        .isEqualTo("a-raised");
  }

  @Test
  void a_secret_that_is_not_set_is_told_by_its_name() {
    var secret = new Alerts.Setting.Environment("NOT_SET");
    var alerts = webhook(Alerts.Format.JSON, Optional.of(secret));

    assertThatThrownBy(
            () -> Couriers.of(alerts, folder, ENVIRONMENT, Clock.systemUTC(), Duration.ZERO))
        .isInstanceOf(AlertException.class)
        .hasMessageContaining("'webhook here' needs the variable NOT_SET");
  }

  @Test
  void what_a_target_that_was_taken_away_should_have_heard_is_given_up() throws Exception {
    raise(finding("a"), webhook());

    assertThat(send(Alerts.NONE).refused()).isEqualTo(1);
    assertThat(send(webhook()).sent()).isZero();
  }

  private Alerts webhook() {
    return webhook(Alerts.Format.JSON, Optional.of(new Alerts.Setting.Environment("HOOK_SECRET")));
  }

  private Alerts webhook(Alerts.Format format, Optional<Alerts.Setting> secret) {
    var url = new Alerts.Setting.Plain(target.url());
    return new Alerts(
        Optional.empty(), List.of(new Alerts.Webhook("webhook here", url, format, secret)));
  }

  private static Alerts lines() {
    return new Alerts(Optional.empty(), List.of(new Alerts.LinesFile("lines", "alerts.jsonl")));
  }

  private static KnownFinding recovered(KnownFinding open) {
    return new KnownFinding(
        open.id(),
        open.series(),
        open.title(),
        open.kind(),
        open.change(),
        open.beforeCommit(),
        open.sinceCommit(),
        open.sinceRun(),
        open.sentence(),
        open.raisedAt(),
        KnownFinding.State.RESOLVED,
        NOW,
        "it holds");
  }

  private static String hmac(String key, String text) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
