/// Whether a lifecycle leaves something behind: threads, descriptors, objects.
///
/// ```
/// 10,000 lifecycles in quarters ──► a Census after each ──► Growth ──► assertion
///                                   threads, descriptors,   what rose
///                                   live objects by class   in every quarter
/// ```
/// Start reading at [Growth].
@NullMarked
package dev.dyno.profiles.leak;

import org.jspecify.annotations.NullMarked;
