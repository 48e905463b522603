/// Tells people what a night found: by webhook, mail and file, each message once. Start reading at
/// [Delivery].
///
/// ```
/// StoredAlert ──► Letter ──► Courier: Webhook, Mail, Lines ──► Answer: Sent, Later, Refused
///      ▲                                                          │
///      └───────────────────── what became of it ──────────────────┘
/// ```
@NullMarked
package dev.dyno.bench.alert;

import org.jspecify.annotations.NullMarked;
