package dev.dyno.reports.measurement;

/// Which code one side of a gate ran.
///
/// @param named as the command line named it: a jar, a git ref, a JDK, a stored run
/// @param commit full hash; empty when it is not known
/// @param dirty whether the checkout differed from that commit
/// @param sha256 of its jar, in hexadecimal digits
/// @param jmh version of the JMH inside
public record Origin(String named, String commit, boolean dirty, String sha256, String jmh) {

  /// `v1.2 (1a2b3c4d5e)`, with `+ changes` where the checkout had some: for people.
  public String label() {
    if (commit.isEmpty()) {
      return named;
    }
    var hash = commit.substring(0, Math.min(10, commit.length())) + (dirty ? " + changes" : "");
    return "%s (%s)".formatted(named, hash);
  }
}
