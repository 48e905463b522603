package dev.dyno.reports.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir Path folder;

  @Test
  void every_kind_of_target_is_read_as_it_stands() throws Exception {
    var alerts =
        read(
            """
            alerts:
              quiet: {from: "22:00", until: "07:00", zone: Europe/Berlin}
              targets:
                - {webhook: env:SLACK_URL, format: slack}
                - {webhook: "https://ci.example.org/dyno?token=1", secret: env:DYNO_SECRET}
                - {mail: [a@x.org, b@x.org], from: d@x.org, server: "mail.x.org:587",
                   user: dyno, password: env:MAIL_PASSWORD, name: team}
                - {file: alerts.jsonl}
            """);

    assertThat(alerts.quiet())
        .contains(new Alerts.Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), BERLIN));
    assertThat(alerts.targets())
        .containsExactly(
            new Alerts.Webhook(
                "webhook env:SLACK_URL",
                new Alerts.Setting.Environment("SLACK_URL"),
                Alerts.Format.SLACK,
                Optional.empty()),
            new Alerts.Webhook(
                "webhook https://ci.example.org/dyno",
                new Alerts.Setting.Plain("https://ci.example.org/dyno?token=1"),
                Alerts.Format.JSON,
                Optional.of(new Alerts.Setting.Environment("DYNO_SECRET"))),
            new Alerts.Mail(
                "team",
                "d@x.org",
                List.of("a@x.org", "b@x.org"),
                "mail.x.org",
                587,
                Alerts.Security.STARTTLS,
                Optional.of(
                    new Alerts.Login(
                        new Alerts.Setting.Plain("dyno"),
                        new Alerts.Setting.Environment("MAIL_PASSWORD")))),
            new Alerts.LinesFile("file alerts.jsonl", "alerts.jsonl"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{webhok: x}|a target is exactly one of",
        "{webhook: x, file: y}|a target is exactly one of",
        "{webhook: 'ftp://x'}|is no http(s) address",
        "{webhook: 'https://x', secret: hunter2}|a secret never stands in the file",
        "{webhook: 'https://x', format: xml}|use one of [json, slack]",
        "{webhook: 'https://x', retries: 3}|key 'retries' is not known",
        "{mail: nobody, from: a@b, server: 'h:25'}|is no mail address",
        "{mail: a@b, from: a@b, server: h}|write host:port",
        "{mail: a@b, from: a@b, server: 'h:99999'}|write host:port",
        "{mail: a@b, from: a@b, server: 'h:25', user: u, password: p}|a secret never stands",
        "{mail: a@b, from: a@b, server: 'h:25', user: u}|'password' is missing",
      })
  void what_is_wrong_is_told_with_its_line(String target, String why) {
    assertThatThrownBy(() -> read("alerts:\n  targets:\n    - %s\n".formatted(target)))
        .isInstanceOf(GateFileException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining(why)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void two_targets_of_one_name_and_hours_without_an_end_are_refused() {
    assertThatThrownBy(() -> read("alerts: {targets: [{file: a}, {file: a}]}"))
        .hasMessageContaining("two targets are called 'file a'");
    assertThatThrownBy(
            () -> read("alerts: {quiet: {from: \"22:00\", until: \"22:00\", zone: UTC}}"))
        .hasMessageContaining("nobody would ever be told");
    assertThatThrownBy(() -> read("alerts: {quiet: {from: 10pm, until: \"07:00\", zone: UTC}}"))
        .hasMessageContaining("quiet hours need times like");
  }

  @ParameterizedTest
  @CsvSource({
    "22:00,07:00,21:59,false",
    "22:00,07:00,22:00,true",
    "22:00,07:00,03:00,true",
    "22:00,07:00,07:00,false",
    "12:00,13:00,12:59,true",
    "12:00,13:00,13:00,false"
  })
  void quiet_hours_hold_in_their_own_zone_and_over_midnight(
      LocalTime from, LocalTime until, LocalTime now, boolean quiet) {
    var moment = ZonedDateTime.of(LocalDate.of(2026, 3, 28), now, BERLIN);

    assertThat(
            new Alerts.Quiet(from, until, BERLIN)
                .covers(moment.withZoneSameInstant(ZoneId.of("UTC"))))
        .isEqualTo(quiet);
  }

  private Alerts read(String text) throws Exception {
    var file = Files.writeString(folder.resolve("dyno.yaml"), text);
    return GateFile.read(file, LocalDate.of(2026, 11, 24)).alerts();
  }
}
