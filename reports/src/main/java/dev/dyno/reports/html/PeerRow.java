package dev.dyno.reports.html;

import dev.dyno.reports.measurement.Contrast;
import dev.dyno.reports.measurement.Target;
import java.util.Optional;

/// One comparison that is about a value of a parameter: the engine beside a peer, or one way to
/// work beside another.
///
/// @param section of the comparison
/// @param contrast that it is about
record PeerRow(Section section, Contrast contrast) {

  static Optional<PeerRow> of(Section section) {
    return section.comparison().contrast().map(contrast -> new PeerRow(section, contrast));
  }

  /// `gnu-tar`; `metrics off`.
  String theirs() {
    return named(contrast.baseline());
  }

  /// `dyno`; `metrics on`.
  String ours() {
    return named(contrast.candidate());
  }

  private String named(String value) {
    return contrast.param().equals(Contrast.BY) ? value : contrast.param() + " " + value;
  }

  String theirReading() {
    return section.primary().map(MetricRow::baseline).orElse("none");
  }

  String ourReading() {
    return section.primary().map(MetricRow::candidate).orElse("none");
  }

  /// `2.31×`.
  String speed() {
    return section.primary().map(row -> Speed.of(row.judgement().effect()).text()).orElse("none");
  }

  String interval() {
    return section
        .primary()
        .map(row -> Speed.of(row.judgement().effect()).interval())
        .orElse("none");
  }

  /// `at least 2.00×`; empty when none is stated.
  String bar() {
    return target()
        .map(target -> "at least " + Speed.factor(1 / (1 + target.effect())))
        .orElse("none stated");
  }

  Optional<Target> target() {
    return section.comparison().target();
  }

  boolean met() {
    return target().map(section::met).orElse(false);
  }
}
