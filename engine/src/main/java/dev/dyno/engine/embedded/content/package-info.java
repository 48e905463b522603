/// What both embedded servers keep: content named by its digest. Start reading at [ContentStore].
///
/// ```
/// bytes ──► Ingest (temporary file, SHA-256) ──commit──► blobs/sha256/ab/ab12…  (ContentStore)
///          │           └─ close without commit: nothing stays
///        Space: is there room?
/// Manifest, Descriptor: the JSON that ties blobs to images
/// StableGzip: gzip whose bytes are the same on every machine
/// ```
@NullMarked
package dev.dyno.engine.embedded.content;

import org.jspecify.annotations.NullMarked;
