/// JUnit: tests that observe themselves, and tests that run in a JVM of their own.
///
/// ```
/// @Profiled ──► ProfiledExtension: an EventCapture as parameter, one test at a time, recordings
///               kept for a failed test
/// @InFork   ──► InForkExtension ──► Fork ──process──► ForkMain ──► the same test, by the Launcher
///                                    ▲                   │
///                                    └──── ForkResult ◄──┘   its failure, with its own stack trace
/// PageExtension ──► TestNotes ──► Notebook ──► pages, when the run is over
/// ```
/// Start reading at [Profiled] and [InFork].
@NullMarked
package dev.dyno.profiles.junit;

import org.jspecify.annotations.NullMarked;
