package dev.dyno.engine.embedded.container.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the text of `sh -c`: programs with quoted arguments, between `;`, `&&` and line ends, each
/// perhaps with `>&2` at its end. Whatever else a shell can do is refused by name, as running half
/// of it would mislead.
final class ShellText {
  private static final String SPECIAL = "|&<>()$`*?[]{}\\";

  private static final String SPECIAL_AT_START = "~#";

  private final String text;
  private final List<Script.Step> steps = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private boolean toError;
  private boolean afterSuccess;
  private int at;

  private ShellText(String text) {
    this.text = text;
  }

  static Program parse(String text) throws UnknownProgram {
    var shell = new ShellText(text);
    shell.parse();
    return new Script(shell.steps);
  }

  private void parse() throws UnknownProgram {
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next == ';' || next == '\n') {
        at++;
        endStep(false);
      } else if (text.startsWith("&&", at)) {
        at += 2;
        endStep(true);
      } else if (Character.isWhitespace(next)) {
        at++;
      } else if (redirect().isPresent()) {
        at += redirect().get().length();
        toError = true;
      } else {
        words.add(word());
      }
    }
    if (afterSuccess && words.isEmpty()) {
      throw UnknownProgram.unsupported("sh -c with && at its end");
    }
    endStep(false);
  }

  private Optional<String> redirect() {
    return List.of("1>&2", ">&2").stream().filter(it -> text.startsWith(it, at)).findFirst();
  }

  /// @param nextAfterSuccess whether `&&` was the end
  private void endStep(boolean nextAfterSuccess) throws UnknownProgram {
    if (!words.isEmpty()) {
      var program = Program.of(List.copyOf(words));
      steps.add(new Script.Step(toError ? new ToError(program) : program, afterSuccess));
    } else if (toError || nextAfterSuccess) {
      throw UnknownProgram.unsupported("sh -c with an empty command");
    }
    words.clear();
    toError = false;
    afterSuccess = nextAfterSuccess;
  }

  private String word() throws UnknownProgram {
    var word = new StringBuilder();
    while (at < text.length()) {
      char next = text.charAt(at);
      if (next == '\'' || next == '"') {
        word.append(quoted(next));
      } else if (next == '\\' && at + 1 < text.length()) {
        word.append(text.charAt(at + 1));
        at += 2;
      } else if (endsWord(next) || (next == '>' && !word.isEmpty())) {
        break;
      } else if (isSpecial(next, word.isEmpty())) {
        throw UnknownProgram.unsupported("sh -c with '%s'".formatted(next));
      } else {
        word.append(next);
        at++;
      }
    }
    return word.toString();
  }

  private boolean endsWord(char next) {
    return Character.isWhitespace(next) || next == ';' || text.startsWith("&&", at);
  }

  private static boolean isSpecial(char next, boolean first) {
    return SPECIAL.indexOf(next) >= 0 || (first && SPECIAL_AT_START.indexOf(next) >= 0);
  }

  private String quoted(char quote) throws UnknownProgram {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw UnknownProgram.unsupported("sh -c with an unterminated quoted string");
    }
    var inside = text.substring(at + 1, end);
    if (quote == '"' && inside.matches("(?s).*[$`\\\\].*")) {
      throw UnknownProgram.unsupported("sh -c with $, ` or \\ in double quotes");
    }
    at = end + 1;
    return inside;
  }
}
