package dev.dyno.engine.embedded.container.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void echo_prints_its_words() throws Exception {
    assertThat(run("echo", "two", "words")).isZero();
    assertThat(out).hasToString("two words\n");
  }

  @Test
  void echo_n_ends_no_line() throws Exception {
    run("echo", "-n", "x");
    assertThat(out).hasToString("x");
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "false, 1", "/bin/true, 0", "/usr/bin/false, 1", "sh, 0"})
  void a_program_may_only_succeed_or_fail(String name, int code) throws Exception {
    assertThat(run(name)).isEqualTo(code);
    assertThat(out.size() + err.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 3", "256, 0", "257, 1"})
  void exit_has_one_byte(String code, int seen) throws Exception {
    assertThat(run("exit", code)).isEqualTo(seen);
  }

  @Test
  void cat_prints_files_and_complains_about_others() throws Exception {
    assertThat(run("cat", "/a", "/none", "/a")).isEqualTo(1);
    assertThat(out).hasToString("content of /a\ncontent of /a\n");
    assertThat(err).hasToString("cat: can't open '/none': No such file or directory\n");
  }

  @Test
  void emit_numbers_its_lines_and_gives_them_a_width() throws Exception {
    assertThat(run("emit", "--lines", "12", "--bytes", "10", "--stderr-every", "5")).isZero();
    assertThat(out.toString(UTF_8).lines())
        .hasSize(10)
        .startsWith("line 1 ..", "line 2 ..")
        .endsWith("line 11 .", "line 12 .")
        .allMatch(line -> line.length() == 9);
    assertThat(err).hasToString("line 5 ..\nline 10 .\n");
  }

  @Test
  void a_line_may_be_one_byte_or_a_mebibyte() throws Exception {
    run("emit", "--lines", "2", "--bytes", "1");
    assertThat(out).hasToString("\n\n");
    out.reset();
    run("emit", "--bytes", "1048576");
    assertThat(out.size()).isEqualTo(1 << 20);
  }

  @Test
  void a_rate_spreads_the_lines() throws Exception {
    long before = System.nanoTime();
    run("emit", "--lines", "11", "--rate", "100");
    // The first line comes at once, the eleventh ten hundredths of a second later.
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(100_000_000);
    assertThat(out.toString(UTF_8).lines()).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.05", "0.02 0.03", "0s 0.05s"})
  void sleep_adds_its_times_up(String times) throws Exception {
    long before = System.nanoTime();
    assertThat(run(("sleep " + times).split(" ", -1))).isZero();
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep",
        "sleep soon",
        "sleep -1",
        "exit now",
        "emit --lines x",
        "emit --lines -1",
        "emit --lines",
        "emit --bytes 0",
        "emit --bytes 16777217",
        "emit --rate -1",
        "emit --rate NaN",
        "emit --colour red",
        "emit 5"
      })
  void wrong_arguments_are_the_programs_own_complaint(String command) throws Exception {
    assertThat(run(command.split(" ", -1))).isEqualTo(1);
    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8)).startsWith(command.split(" ", 2)[0] + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"make all", "/opt/echo x", "bash -c true", "sh script", "sh -x -c true"})
  void another_program_is_refused_with_a_list_of_those_there_are(String command) {
    assertThatExceptionOfType(UnknownProgram.class)
        .isThrownBy(() -> Program.of(List.of(command.split(" ", -1))))
        .withMessageContaining(command.split(" ", 2)[0])
        .withMessageContaining("emit, sleep, exit, echo, cat, true, false and sh -c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep 60", "emit --forever", "emit --forever --rate 1"})
  void a_signal_ends_a_program_that_waits_or_is_busy(String command) throws Exception {
    var signals = new Signals(Set.of());
    var started = new CountDownLatch(1);
    var run =
        new FutureTask<>(
            () -> {
              started.countDown();
              return program(command).run(world(signals));
            });
    Thread.ofVirtual().start(run);
    started.await();

    signals.send(Signal.TERM);

    assertThat(run)
        .failsWithin(60, TimeUnit.SECONDS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(Killed.class, it -> assertThat(it.by()).isEqualTo(Signal.TERM));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep --ignore-term 0.02", "emit --ignore-term --lines 3 --rate 100"})
  void a_program_may_ignore_term_but_not_kill(String command) throws Exception {
    var program = program(command);
    var deaf = new Signals(program.ignores());
    deaf.send(Signal.TERM);
    assertThat(program.run(world(deaf))).isZero();

    deaf.send(Signal.KILL);

    assertThatExceptionOfType(Killed.class)
        .isThrownBy(() -> program.run(world(deaf)))
        .satisfies(it -> assertThat(it.by().exitCode()).isEqualTo(137));
  }

  @Test
  void the_first_deadly_signal_counts_and_harmless_ones_do_not() throws Exception {
    var signals = new Signals(Set.of());
    signals.send(Signal.WINCH);
    signals.send(Signal.CONT);
    assertThat(program("true").run(world(signals))).isZero();

    signals.send(Signal.INT);
    signals.send(Signal.KILL);

    assertThatExceptionOfType(Killed.class)
        .isThrownBy(() -> program("true").run(world(signals)))
        .satisfies(it -> assertThat(it.by()).isEqualTo(Signal.INT));
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "SIGTERM, 143", "15, 143", "sigkill, 137", "9, 137", "SYS, 159"})
  void signals_have_names_and_numbers(String text, int exitCode) {
    assertThat(Signal.parse(text).map(Signal::exitCode)).contains(exitCode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "32", "SIG", "FOO", "-9"})
  void other_signals_are_unknown(String text) {
    assertThat(Signal.parse(text)).isEmpty();
  }

  private int run(String... command) throws Exception {
    return Program.of(List.of(command)).run(world(new Signals(Set.of())));
  }

  private static Program program(String command) throws UnknownProgram {
    return Program.of(List.of(command.split(" ", -1)));
  }

  private Surroundings world(Signals signals) {
    FileSource files =
        path -> {
          if (path.equals("/none")) {
            throw new IOException("No such file or directory");
          }
          return new ByteArrayInputStream("content of %s\n".formatted(path).getBytes(UTF_8));
        };
    return new Surroundings(out, err, files, signals);
  }
}
