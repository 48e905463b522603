/// What tests observed, as pages of one file each that need no network: one for each test class,
/// and an index over all of a module.
///
/// ```
/// Captured, Comparison ─┐
/// AllocatedBytes ───────┼─► View ── Row ── Amount     exact, and asserted
/// Footprint ────────────┤     ├──── Layout            exact, too: objects and bytes by class
/// Samples, a recording ─┘     └──── Hint, Findings    sampled or heuristic, only shown
///                              │
///                              ▼
///   how a test ended ──► TestedMethod ──► TestedClass ──► ModulePages ─┬─► a page for the class
///                                                                      └─► index.html
/// ProfilePage ──► profile.jte: what `dyno profile` found, in the same style
/// ```
/// Nothing is judged here. Pages hold what the index says of them, so that JVMs which know nothing
/// of each other can write one index. The templates are compiled into this package.
/// Start reading at [TestedClass] and [ModulePages].
@NullMarked
package dev.dyno.profiles.pages;

import org.jspecify.annotations.NullMarked;
