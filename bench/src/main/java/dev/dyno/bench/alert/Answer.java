package dev.dyno.bench.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What became of a letter.
sealed interface Answer {

  /// For people; never with a secret.
  String sentence();

  /// It arrived.
  ///
  /// @param notTo of several receivers, those that it did not reach
  record Sent(String sentence, List<String> notTo) implements Answer {
    public Sent {
      notTo = List.copyOf(notTo);
    }

    /// Wherever it was to.
    Sent(String sentence) {
      this(sentence, List.of());
    }
  }

  /// It may arrive when it is sent again.
  ///
  /// @param pause how long the target wants to be left alone, if it says
  record Later(String sentence, Optional<Duration> pause) implements Answer {}

  /// It will not, however often it is sent.
  record Refused(String sentence) implements Answer {}
}
