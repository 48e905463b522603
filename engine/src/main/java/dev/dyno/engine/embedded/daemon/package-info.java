/// A Docker-compatible daemon inside this JVM: images now, containers later. Start reading at
/// [EmbeddedDaemon].
///
/// ```
/// docker, docker-java ─► DaemonFront ─► Routes ─┬─ SystemApi   ping, version, info, auth
///                                               ├─ ImageApi    list, inspect, history, tag, remove
///                                               ├─ PullApi ─► Pull ─► Downloads (single flight, 3)
///                                               ├─ PushApi ─► Push            │
///                                               └─ BuildApi ─► Build          ▼
///                          RegistryClient ◄───────────────────────── LayerIntake
///                                                                             │
///                ImageStore (names, images, leases) ─► ContentStore ◄─────────┘
/// ```
///
/// A layer is stored as it came, compressed, and inflated on the way only to prove its content: one
/// write per layer, and a push needs nothing else.
@NullMarked
package dev.dyno.engine.embedded.daemon;

import org.jspecify.annotations.NullMarked;
