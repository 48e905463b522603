/// Names of images, and the right to fetch them.
///
/// ```
/// RegistryAuth ──┬─ WorkedOutEachTime ──► RegistryAccounts ──┬─ Secret (literal, env:, cmd:)
///  (auth-cache)  └─ CachedAuth ─────────►        │           └─ DockerConfig ── CredentialHelper
///                                                ▼
///                                         RegistryLogin (the X-Registry-Auth value)
/// ```
/// Secrets never stand in a message, a log, or a `toString()`.
@NullMarked
package dev.dyno.engine.registry;

import org.jspecify.annotations.NullMarked;
