package dev.dyno.profiles.jfr;

import java.util.List;

/// What the JDK itself reports completely, once threshold and throttle are out of the way
/// (`kit.jfc`).
public enum Fact implements Exact {
  /// Processes of the operating system. The subject is the program alone: arguments may hold
  /// secrets.
  PROCESSES_STARTED("processes started", "program", "jdk.ProcessStart"),

  /// Platform threads, without the JVM's own: carriers of virtual threads, the process reaper.
  PLATFORM_THREADS_STARTED("platform threads started", "thread", "jdk.ThreadStart"),

  /// Virtual threads. The event is the new thread's own, so it does not say who started it.
  VIRTUAL_THREADS_STARTED("virtual threads started", "thread", "jdk.VirtualThreadStart"),

  /// Times that a virtual thread blocked and took its carrier with it.
  VIRTUAL_THREADS_PINNED("virtual threads pinned", "reason", "jdk.VirtualThreadPinned"),

  /// Sockets connected, also non-blocking and Unix ones. By method trace: there is no event for it,
  /// and so no address; look at [#SOCKET_WRITES] for those.
  SOCKETS_CONNECTED(
      "sockets connected",
      "method",
      "jdk.MethodTrace",
      "sun.nio.ch.NioSocketImpl::connect;sun.nio.ch.SocketChannelImpl::connect;"
          + "sun.nio.ch.SocketChannelImpl::blockingConnect"),

  /// Reads from sockets, with their bytes.
  SOCKET_READS("socket reads", "address", "jdk.SocketRead"),

  /// Writes to sockets, with their bytes.
  SOCKET_WRITES("socket writes", "address", "jdk.SocketWrite"),

  /// Files opened by any way of `java.io` and `java.nio`. By method trace: there is no event for
  /// it, and so no path; look at [#FILE_READS] for those.
  FILES_OPENED(
      "files opened",
      "method",
      "jdk.MethodTrace",
      "java.io.FileInputStream::open;java.io.FileOutputStream::open;"
          + "java.io.RandomAccessFile::open;sun.nio.fs.UnixChannelFactory::open"),

  /// Reads from files, with their bytes. Reading a whole file takes two or more; bytes are the
  /// steadier figure.
  FILE_READS("file reads", "path", "jdk.FileRead"),

  /// Writes to files, with their bytes.
  FILE_WRITES("file writes", "path", "jdk.FileWrite"),

  /// Times that a thread had to wait for a monitor. Depends on scheduling: assert none, or at most.
  /// Locks of `java.util.concurrent` are not among them.
  CONTENDED_MONITORS("contended monitors", "class", "jdk.JavaMonitorEnter"),

  /// Exceptions and errors created, whether thrown or not; the JDK's own are among them.
  EXCEPTIONS_THROWN("exceptions thrown", "class", "jdk.JavaExceptionThrow;jdk.JavaErrorThrow"),

  /// Pauses for garbage collection. Depends on the heap's size: pin it, in a fork.
  GC_PAUSES("GC pauses", "pause", "jdk.GCPhasePause");

  private final String title;
  private final String subject;
  private final String events;
  private final String traced;

  Fact(String title, String subject, String events) {
    this(title, subject, events, "");
  }

  Fact(String title, String subject, String events, String traced) {
    this.title = title;
    this.subject = subject;
    this.events = events;
    this.traced = traced;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String subject() {
    return subject;
  }

  /// The types of event that it is read from.
  List<String> events() {
    return List.of(events.split(";", -1));
  }

  /// The methods that are traced for it, as JFR's filter writes them.
  List<String> traced() {
    return traced.isEmpty() ? List.of() : List.of(traced.split(";", -1));
  }
}
