package dev.dyno.profiles.assertions;

import dev.dyno.profiles.jfr.Facts;
import org.assertj.core.api.WritableAssertionInfo;
import org.assertj.core.internal.Failures;

/// The text of a failure: what was expected, what was observed, where the recording is.
final class Seen {

  private Seen() {}

  static AssertionError failure(WritableAssertionInfo info, String expected, Facts... observed) {
    var text = new StringBuilder("expected ").append(expected);
    for (int i = 0; i < observed.length; i++) {
      var side = observed.length == 1 ? "observed" : i == 0 ? "baseline" : "candidate";
      text.append("\n").append(side).append(' ').append(observed[i].observed());
      observed[i].keepRecording().ifPresent(file -> text.append("\n  recording: ").append(file));
    }
    return failure(info, text.toString());
  }

  static AssertionError failure(WritableAssertionInfo info, String text) {
    var described = info.hasDescription() ? "[%s] ".formatted(info.descriptionText()) : "";
    return Failures.instance().failure(described + text);
  }
}
