package dev.dyno.bench.alert;

/// Carries letters to one target. Waits a bounded time, never repeats by itself, and never says a
/// secret.
sealed interface Courier permits WebhookCourier, MailCourier, LinesCourier {

  /// One attempt.
  Answer carry(Letter letter) throws InterruptedException;
}
