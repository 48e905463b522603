/// Finds the commit between a good and a bad one, whoever says of a commit which it is. Knows
/// neither git nor benchmarks, and measures nothing. Start reading at [Search].
///
/// ```
/// variant.Commits ──► Bracket ──► Search ──► the next commit to ask about
///                                  ▲   └───► Conclusion
/// Verdict ──► Answer ──► Step ─────┘
/// BisectFile: bisect.json, from which a search goes on that was killed
/// ```
@NullMarked
package dev.dyno.bench.bisect;

import org.jspecify.annotations.NullMarked;
