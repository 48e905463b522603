/// Names of images, and the right to fetch them.
///
/// ```
/// RegistryAuth ──┬─ WorkedOutEachTime ──► RegistryAccounts ──┬─ Secret (literal, env:, cmd:)
///  (auth-cache)  └─ CachedAuth ─────────►        │           └─ DockerConfig ── HelperProcess
///                                                ▼
///                                         RegistryLogin (the X-Registry-Auth value)
///
/// ReferenceParser ──┬─ PatternsEachTime ──► ImageReference (registry, path, tag, Digest)
///  (precompiled-    └─ PatternsOnce ───────►   a message shows what came from outside Quoted
///   patterns)
/// ```
/// Secrets never stand in a message, a log, or a `toString()`.
@NullMarked
package dev.dyno.engine.registry;

import org.jspecify.annotations.NullMarked;
