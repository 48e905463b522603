/// Measures pairs of forks that take turns. Never judges.
///
/// ```
/// Trial ── TrialRound ──┬─ Host (baseline)  ── JMH ── fork ─┐ dev.dyno.agent
///    │                  ├─ Host (candidate) ── JMH ── fork ─┤
///    │                  └─ Coordinator ◄──── Seat ──────────┘
///    │                         └ PairRun: whose turn is it; SameCore: on which core
///    ├─ Agenda    which comparison, or control, gets the next pairs; Steering says what is open
///    ├─ FactRun   fixed work under JFR, after the timed pairs
///    ├─ ProfileRun fixed work under a sampler, in forks of its own
///    └─ Stand     the embedded daemon and registry: a third process
/// ```
/// Start reading at [Trial], then [PairRun].
///
/// Each arm has one JMH host, and JMH's own `@Fork` handling starts its forks one after the other;
/// the n-th forks of both arms meet at the coordinator. So every flag that a benchmark's
/// annotations ask for holds, and any JMH jar works unmodified.
@NullMarked
package dev.dyno.bench.trial;

import org.jspecify.annotations.NullMarked;
