package dev.dyno.engine.embedded.container.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every text here means the same to busybox, unless it says `emit` or is refused.
class ShellTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "echo a; echo b                 | a,b,   | 0",
        "echo a;echo b;                 | a,b,   | 0",
        "true && echo yes               | yes,   | 0",
        "false && echo no               | ``     | 1",
        "false && echo no; echo then    | then,  | 0",
        "false && echo no && echo no    | ``     | 1",
        "echo a && false && echo no     | a,     | 1",
        "exit 3                         | ``     | 3",
        "echo a; exit 4; echo no        | a,     | 4",
        "false; exit                    | ``     | 1",
        "true && exit 5                 | ``     | 5",
        "echo 'one  word' \"it's\" a\\;b | one  word it's a;b, | 0",
        "echo ''                        | ,      | 0",
        "echo a>&2                      | ``     | 0",
        "sh -c 'echo in; exit 6'        | in,    | 6",
        "``                             | ``     | 0",
      })
  void programs_run_in_order(String text, String output, int code) throws Exception {
    var out = new ByteArrayOutputStream();

    assertThat(run(text, out, new ByteArrayOutputStream())).isEqualTo(code);
    assertThat(out.toString(UTF_8).replace('\n', ',')).isEqualTo(output);
  }

  @Test
  void a_line_end_separates_like_a_semicolon() throws Exception {
    var out = new ByteArrayOutputStream();

    assertThat(run("echo a\n\necho b\n", out, out)).isZero();
    assertThat(out).hasToString("a\nb\n");
  }

  @Test
  void output_can_go_to_standard_error() throws Exception {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();

    run("echo a >&2; echo b; echo c 1>&2", out, err);

    assertThat(out).hasToString("b\n");
    assertThat(err).hasToString("a\nc\n");
  }

  @Test
  void a_trap_at_the_beginning_holds_before_the_program_runs() throws Exception {
    var program = Program.of(List.of("sh", "-c", "trap '' TERM INT; sleep 60"));

    assertThat(program.ignores()).containsExactlyInAnyOrder(Signal.TERM, Signal.INT);
  }

  @Test
  void a_trap_further_on_holds_from_there() throws Exception {
    var program = Program.of(List.of("sh", "-c", "echo a; trap '' TERM; sleep 0.01"));
    assertThat(program.ignores()).isEmpty();
    var signals = new Signals(program.ignores());

    program.run(world(new ByteArrayOutputStream(), new ByteArrayOutputStream(), signals));
    signals.send(Signal.TERM);

    signals.check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo a | cat",
        "echo a || echo b",
        "echo a &",
        "echo $HOME",
        "echo \"$HOME\"",
        "echo `date`",
        "echo a > file",
        "cat < file",
        "(echo a)",
        "echo *",
        "echo ~",
        "# comment",
        "echo 'open",
        "echo a &&",
        "&& echo a",
        ">&2",
        "make; echo no",
        "trap 'echo a' TERM",
        "i=0",
        "while true; do sleep 1; done",
        "if true; then echo; fi"
      })
  void what_a_shell_could_and_this_cannot_is_refused_before_anything_runs(String text) {
    assertThatExceptionOfType(UnknownProgram.class)
        .isThrownBy(() -> Program.of(List.of("sh", "-c", text)))
        .withMessageContaining("sh -c");
  }

  private static int run(String text, ByteArrayOutputStream out, ByteArrayOutputStream err)
      throws Exception {
    return Program.of(List.of("sh", "-c", text)).run(world(out, err, new Signals(Set.of())));
  }

  private static Surroundings world(
      ByteArrayOutputStream out, ByteArrayOutputStream err, Signals signals) {
    return new Surroundings(out, err, _ -> InputStream.nullInputStream(), signals);
  }
}
