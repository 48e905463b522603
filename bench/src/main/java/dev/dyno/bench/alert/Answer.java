package dev.dyno.bench.alert;

import java.time.Duration;
import java.util.Optional;

/// What became of a letter.
sealed interface Answer {

  /// For people; never with a secret.
  String sentence();

  /// It arrived.
  record Sent(String sentence) implements Answer {}

  /// It may arrive when it is sent again.
  ///
  /// @param pause how long the target wants to be left alone, if it says
  record Later(String sentence, Optional<Duration> pause) implements Answer {}

  /// It will not, however often it is sent.
  record Refused(String sentence) implements Answer {}
}
