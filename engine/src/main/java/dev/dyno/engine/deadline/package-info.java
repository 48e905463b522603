/// Until when an operation may take.
///
/// ```
/// TimeoutPolicy ──┬─ TenMinutes          (dynamic-timeouts off)
///      ▲          └─ LimitPerOperation   (on)
///      │ Patience: production, time scale of tests
///      └─ limit(kind, parent) ──► Deadline ──► call(work)
/// TimeLimit: the policy's, or another one instead
/// ```
/// Start reading at [Deadline].
@NullMarked
package dev.dyno.engine.deadline;

import org.jspecify.annotations.NullMarked;
