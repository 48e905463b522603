package dev.dyno.reports.measurement;

/// Two values of one of a benchmark's parameters: what a comparison is about that switches no
/// toggle.
///
/// @param param its name; [#BY] says who does the work
/// @param baseline its value on the side compared against
/// @param candidate its value on the side in question
public record Contrast(String param, String baseline, String candidate) {

  /// The parameter that says who, or what, does the work: a peer or the engine.
  public static final String BY = "by";

  /// `gnu-tar -> dyno`; of another parameter than [#BY] with its name: `metrics: off -> on`.
  public String label() {
    var values = baseline + " -> " + candidate;
    return param.equals(BY) ? values : param + ": " + values;
  }
}
