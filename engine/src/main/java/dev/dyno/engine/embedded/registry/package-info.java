/// An OCI registry inside this JVM, for tests and benchmarks. Start reading at [EmbeddedRegistry].
///
/// ```
///              ┌─ Gatekeeper (none, Basic, Bearer) ─ Tokens
/// request ─► Front ─► Routes ─┬─ ManifestApi ─┐
///              └─ Faults      ├─ BlobApi ─────┼─► Repositories (who holds what) ─► ContentStore
///                             ├─ UploadApi ───┘
///                             └─ AdminApi: images, shape, auth, counters, faults
/// SyntheticImage ─► Synthesis: images of any size, the same bytes for ever
/// ```
@NullMarked
package dev.dyno.engine.embedded.registry;

import org.jspecify.annotations.NullMarked;
