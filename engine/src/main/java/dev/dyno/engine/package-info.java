/// The reference engine: what a container CI does with images and build contexts, with each
/// optimization of its performance plan as a toggle.
///
/// ```
/// Engine ──► pipeline ──► lifecycle ──► image ──► runtime ──► docker-java ──► a Docker daemon
///               │             │           └────► registry    (names, credentials, logins)
///               │             └──► logs
///               └──► archive (build contexts)     all: toggle, deadline, metrics
///
/// embedded.*                 servers of our own, which the engine proper never imports
/// ```
/// A toggle is a pair of package-private implementations of one sealed interface, chosen once by
/// `chosenBy(Toggles)`; off is the plain reference. Start reading at [Engine].
@NullMarked
package dev.dyno.engine;

import org.jspecify.annotations.NullMarked;
