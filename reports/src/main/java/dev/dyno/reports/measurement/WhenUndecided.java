package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a gate does with a comparison whose pairs ran out before they said anything.
public enum WhenUndecided {
  /// It passes, and says so.
  @JsonProperty("warn")
  WARN,
  /// It fails.
  @JsonProperty("fail")
  FAIL,
  /// As many pairs again, judged together with the first ones under the same error; then it fails.
  @JsonProperty("rerun")
  RERUN
}
