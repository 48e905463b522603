package dev.dyno.bench.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.dyno.reports.policy.Alerts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Mail to real servers.
@Timeout(600)
class MailTest extends AlertDesk {

  @Test
  void mail_arrives_once_with_a_login_and_a_wrong_password_keeps_it() throws Exception {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.setUser("dyno@example.org", "dyno", "open sesame");
    server.start();
    try {
      var mail = mail(server.getSmtp().getPort(), "MAIL_PASSWORD");
      raise(finding("a"), mail);

      assertThat(send(mail(server.getSmtp().getPort(), "HOOK_SECRET")).sentences().getFirst())
          .contains("AuthenticationFailedException")
          .doesNotContain("keep it");
      assertThat(server.getReceivedMessages()).isEmpty();
      assertThat(send(mail).sent()).isEqualTo(1);
      assertThat(send(mail).sent()).isZero();

      var messages = server.getReceivedMessages();
      assertThat(messages).hasSize(1);
      assertThat(messages[0].getSubject()).contains("A.b n=1, gate, time/op: regressed");
      assertThat(messages[0].getContent().toString()).contains("between c1 and c2");
      assertThat(messages[0].getMessageID()).isEqualTo("<a-raised@dyno>");
    } finally {
      server.stop();
    }
    raise(finding("b"), mail(1, "MAIL_PASSWORD"));
    assertThat(send(mail(1, "MAIL_PASSWORD")).waiting()).isEqualTo(1);
  }

  @Test
  void an_address_that_nobody_has_keeps_the_letter_from_nobody_else() throws Exception {
    try (var server = new PickyMail("gone@example.org")) {
      raise(finding("a"), toAll(server.port(), "gone@example.org", "team@example.org"));

      var round = send(toAll(server.port(), "gone@example.org", "team@example.org"));

      assertThat(round.sent()).isEqualTo(1);
      assertThat(round.sentences())
          .singleElement()
          .asString()
          .contains("alert 'mail' did not reach gone@example.org", "for 1 of 2 addresses");
      assertThat(server.taken()).singleElement().matches(it -> it.contains("a-raised@dyno"));
      raise(finding("b"), toAll(server.port(), "gone@example.org"));
      assertThat(send(toAll(server.port(), "gone@example.org")).refused()).isEqualTo(1);
      assertThat(server.taken()).hasSize(1);
    }
  }

  @Test
  void a_server_without_starttls_gets_no_letter_where_it_was_asked_for() throws Exception {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      var alerts =
          mail(
              server.getSmtp().getPort(),
              Alerts.Security.STARTTLS,
              Optional.empty(),
              "team@example.org");
      raise(finding("a"), alerts);

      assertThat(send(alerts).waiting()).isEqualTo(1);
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  private static Alerts mail(int port, String password) {
    var login =
        new Alerts.Login(
            new Alerts.Setting.Plain("dyno"), new Alerts.Setting.Environment(password));
    return mail(port, Alerts.Security.NONE, Optional.of(login), "team@example.org");
  }

  private static Alerts toAll(int port, String... to) {
    return mail(port, Alerts.Security.NONE, Optional.empty(), to);
  }

  private static Alerts mail(
      int port, Alerts.Security security, Optional<Alerts.Login> login, String... to) {
    var mail =
        new Alerts.Mail(
            "mail", "dyno@example.org", List.of(to), "127.0.0.1", port, security, login);
    return new Alerts(Optional.empty(), List.of(mail));
  }
}
