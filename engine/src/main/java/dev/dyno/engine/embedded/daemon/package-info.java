/// A Docker-compatible daemon inside this JVM: the front, and all about images; containers live in
/// `embedded.container`. Start reading at [EmbeddedDaemon].
///
/// ```
///                        DaemonControl  counters, faults, latency
///                            ▲
/// docker, docker-java ─► DaemonFront ─► Routes ─┬─ ContainerRoutes ─► embedded.container.api
///                                               ├─ SystemApi   ping, version, info, auth
///                                               ├─ ImageApi    list, inspect, history, tag, remove
///                                               ├─ PullApi ─► Pull ─► Downloads (single flight, 3)
///                                               ├─ PushApi ─► Push            │
///                                               └─ BuildApi ─► Build          ▼
///                          RegistryClient ◄───────────────────────── LayerIntake
///                                                                             │
///                ImageStore (names, images, leases) ─► ContentStore ◄─────────┘
/// ```
/// The front exposes each request to the faults that are on, and takes the time of its operation
/// from the latency profile: by method and path, whether or not there is a route.
///
/// A layer is stored as it came, compressed, and inflated on the way only to prove its content: one
/// write per layer, and a push needs nothing else.
@NullMarked
package dev.dyno.engine.embedded.daemon;

import org.jspecify.annotations.NullMarked;
