/// What a JVM did, exactly: facts out of JDK Flight Recorder, and bytes allocated.
///
/// ```
/// Signal ─┬─ Exact ──── Fact · MethodCalls · CustomEvent ──┐            ┌─► Facts ──► assertions
///         └─ Sampled ──────────────────────────────────────┤            │
///                                                          ▼            │
///                EventCapture ──► Window ──► recording ──► Captured ────┴─► Samples ──► only shown
///                       │         start, mark, work, mark, stop, read
///                       └──► Comparison: the same work on two sides
/// AllocatedBytes, AllocationComparison: bytes over all threads, without a recording
/// Watcher: is told of all these, for whoever shows them
/// ```
/// The difference between what is complete and what is sampled is one of types: only the left path
/// leads to an assertion. Start reading at [EventCapture]. [EventCounts] counts a recording of
/// another JVM without any of this.
@NullMarked
package dev.dyno.profiles.jfr;

import org.jspecify.annotations.NullMarked;
