package dev.dyno.profiles.remote;

/// One way of watching another JVM. There are two, since none gives both:
///
/// | | [Snapshots] | [Live] |
/// |---|---|---|
/// | gives | a whole `.jfr`: facts and samples | numbers while it runs |
/// | how late | when a part is taken | about a second |
/// | complete | yes, up to the last part | so far: more may be on its way |
/// | if the JVM dies | parts taken before are whole | what was told was told |
/// | made by | jfr-streaming over JMX | `RemoteRecordingStream` over JMX |
/// | from JDK | 17 (its library: 8) | 17 |
///
/// Both may run at once in one JVM, with the same settings. Closing stops the recording there.
public sealed interface Watch extends AutoCloseable permits Snapshots, Live {

  /// What it gives, for people.
  String gives();

  /// Stops the recording in the other JVM; nothing is thrown when that JVM is gone.
  @Override
  void close();
}
