package dev.dyno.bench.alert;

import dev.dyno.reports.policy.Alerts;
import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// Sends mail. A server that offers no STARTTLS where it was asked for gets no letter.
///
/// @param login user and password
/// @param patience for connecting, and for each answer
record MailCourier(Alerts.Mail mail, Optional<Login> login, Duration patience, Clock clock)
    implements Courier {

  /// Never in a text.
  record Login(String user, String password) {
    @Override
    public String toString() {
      return "a login";
    }
  }

  @Override
  public Answer carry(Letter letter) {
    var server = "%s:%d".formatted(mail.host(), mail.port());
    try {
      Transport.send(message(letter));
      return new Answer.Sent("%s took it".formatted(server));
    } catch (SendFailedException refused) {
      var sent = refused.getValidSentAddresses();
      if (sent != null && sent.length > 0) {
        return new Answer.Sent(
            "%s took it for %d of %d addresses".formatted(server, sent.length, mail.to().size()),
            others(refused));
      }
      var invalid = refused.getInvalidAddresses();
      return invalid != null && invalid.length > 0
          ? new Answer.Refused("%s knows none of the addresses".formatted(server))
          : later(server, refused);
    } catch (MessagingException failed) {
      return later(server, failed);
    }
  }

  private static List<String> others(SendFailedException refused) {
    return Stream.of(refused.getInvalidAddresses(), refused.getValidUnsentAddresses())
        .filter(Objects::nonNull)
        .flatMap(Arrays::stream)
        .map(Address::toString)
        .toList();
  }

  private static Answer later(String server, MessagingException failed) {
    return new Answer.Later(
        "%s did not take it (%s)".formatted(server, failed.getClass().getSimpleName()),
        Optional.empty());
  }

  private MimeMessage message(Letter letter) throws MessagingException {
    var message = new Identified(session(), letter.id());
    message.setFrom(new InternetAddress(mail.from()));
    for (var to : mail.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
    }
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setText(letter.text(), StandardCharsets.UTF_8.name());
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setSentDate(Date.from(clock.instant()));
    return message;
  }

  private Session session() {
    var properties = new Properties();
    properties.put("mail.smtp.host", mail.host());
    properties.put("mail.smtp.port", Integer.toString(mail.port()));
    properties.put("mail.smtp.sendpartial", "true"); // one bad address keeps it from nobody else
    for (var wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.put("mail.smtp." + wait, Long.toString(patience.toMillis()));
    }
    switch (mail.security()) {
      case NONE -> {}
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
      }
      case TLS -> {
        properties.put("mail.smtp.ssl.enable", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
      }
    }
    if (login.isEmpty()) {
      return Session.getInstance(properties);
    }
    properties.put("mail.smtp.auth", "true");
    var known = login.get();
    return Session.getInstance(
        properties,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(known.user(), known.password());
          }
        });
  }

  /// With the same Message-ID whenever it is sent again.
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<%s@dyno>".formatted(id));
    }
  }
}
