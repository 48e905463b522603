/// Images that must be there before anything else happens.
///
/// ```
/// ImageEnsure ──┬─ OneAfterAnother   (parallel-pulls off)
///               └─ SeveralAtOnce     (on)  at most 3 in flight, one pull an image
///        both: SingleImage ──► retry ──► ContainerRuntime
/// ```
@NullMarked
package dev.dyno.engine.image;

import org.jspecify.annotations.NullMarked;
