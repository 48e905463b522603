/// Observes one JVM, this one or another, and says how much to run.
///
/// ```
/// jfr         what a JVM did, exactly: facts, calls, bytes; baseline against candidate
/// remote      the same of another JVM that runs already: whole recordings, live numbers
/// leak        what many lifecycles leave behind: threads, descriptors, objects by class
/// sampler     where time and bytes go: stacks an operation, flame graphs
/// layout      bytes of objects in every header mode
/// budget      how much of it is allowed, stored with a project, good in one environment
/// assertions  AssertJ for facts and budgets
/// findings    what JMC's rules make of a recording
/// pages       what tests observed, as HTML
/// junit       tests that observe themselves, and tests in a JVM of their own
/// run         run profiles: those in the module's folder, or a file of yours
/// ```
/// Each uses only those above it; `run` stands alone.
@NullMarked
package dev.dyno.profiles;

import org.jspecify.annotations.NullMarked;
