package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.registry.Digest;

/// A layer in the store.
///
/// @param blob as it is stored and pushed
/// @param diffId digest of the tar inside
/// @param size of the tar inside, in bytes
record Layer(Descriptor blob, Digest diffId, long size) {}
