package dev.dyno.profiles.jfr;

/// Something that a capture can record: an [Exact] fact, which may be asserted, or a [Sampled]
/// hint, which may only be looked at. The two share nothing but this name.
public sealed interface Signal permits Exact, Sampled {

  /// Its name in reports and messages, such as `processes started`.
  String title();
}
