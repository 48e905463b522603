package dev.dyno.bench.dashboard;

/// The JSON API, for people.
record ApiPage(Frame frame, OpenApi api) {}
