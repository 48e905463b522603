package dev.dyno.reports.measurement;

/// Which code measured.
///
/// @param version of Dyno
/// @param commit full hash, or `unknown` outside a git checkout
/// @param dirty whether the checkout differed from that commit
public record Provenance(String version, String commit, boolean dirty) {}
