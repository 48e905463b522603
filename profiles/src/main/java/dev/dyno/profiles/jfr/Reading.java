package dev.dyno.profiles.jfr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/// Turns JFR's events into occurrences: knows the fields of each, and where JFR writes down
/// something else than what happened.
final class Reading {

  /// Thread groups of the JVM's own threads.
  private static final Set<String> OF_THE_JVM =
      Set.of("system", "InnocuousThreadGroup", "CarrierThreads");

  /// Threads that serve a test runner, an IDE or JFR, never the tested program.
  private static final List<String> BYSTANDERS =
      List.of("surefire-forkedjvm-", "JFR ", "Attach Listener", "JMX ", "RMI ");

  /// Who was sampled, where another thread wrote it down.
  private static final String SAMPLED = "sampledThread";

  /// JFR's threads and ours may meet at its own monitors.
  private static final String JFR = "jdk.jfr.internal.";

  private final Map<String, List<RecordedEvent>> events;
  private final Collection<EventType> types;
  private final RecordingReader.Span span;

  Reading(
      Map<String, List<RecordedEvent>> events,
      Collection<EventType> types,
      RecordingReader.Span span) {
    this.events = events;
    this.types = types;
    this.span = span;
  }

  /// Loads the classes whose methods are traced: JFR leaves out in silence what it does not find
  /// when a recording starts.
  static void load(Collection<Signal> signals) {
    for (var method : KitSettings.traced(signals)) {
      var type = method.substring(0, method.indexOf("::"));
      try {
        Class.forName(type, true, null);
      } catch (ClassNotFoundException otherJdk) {
        throw new IllegalStateException(
            "this JDK has no %s, which must be traced: use JDK 25 on Linux".formatted(type),
            otherJdk);
      }
    }
  }

  List<Occurrence> of(Exact signal) {
    return switch (signal) {
      case Fact fact -> of(fact);
      case MethodCalls calls -> of(calls);
      case CustomEvent event -> of(event);
    };
  }

  List<Samples.Weighted> of(Sampled signal) {
    return inWindow(signal.event())
        .filter(each -> !each.hasField(SAMPLED) || !bystander(each.getThread(SAMPLED)))
        .map(
            each ->
                new Samples.Weighted(
                    new CallStack(each.getStackTrace()), sampledSubject(each), weight(each)))
        .toList();
  }

  private static String sampledSubject(RecordedEvent event) {
    return event.hasField("objectClass")
        ? event.getClass("objectClass").getName()
        : event.hasField("state") ? event.getString("state") : "running";
  }

  private static long weight(RecordedEvent event) {
    return event.hasField("weight") ? event.getLong("weight") : 1;
  }

  private List<Occurrence> of(Fact fact) {
    return switch (fact) {
      case PROCESSES_STARTED -> all("jdk.ProcessStart", each -> program(each.getString("command")));
      case PLATFORM_THREADS_STARTED ->
          inWindow("jdk.ThreadStart")
              .filter(each -> !ofTheJvm(each.getThread("thread")))
              .filter(each -> !bystander(each.getThread("parentThread")))
              .map(each -> occurrence(each, started(each), each.getThread("parentThread")))
              .toList();
      case VIRTUAL_THREADS_STARTED ->
          all("jdk.VirtualThreadStart", each -> named(each.getThread().getJavaName()));
      case VIRTUAL_THREADS_PINNED ->
          all("jdk.VirtualThreadPinned", each -> said(each.getString("pinnedReason")));
      case SOCKETS_CONNECTED, FILES_OPENED -> traced(fact);
      case SOCKET_READS -> moved("jdk.SocketRead", Reading::address, "bytesRead");
      case SOCKET_WRITES -> moved("jdk.SocketWrite", Reading::address, "bytesWritten");
      case FILE_READS -> moved("jdk.FileRead", Reading::path, "bytesRead");
      case FILE_WRITES -> moved("jdk.FileWrite", Reading::path, "bytesWritten");
      case CONTENDED_MONITORS ->
          all("jdk.JavaMonitorEnter", each -> each.getClass("monitorClass").getName()).stream()
              .filter(each -> !each.stack().passes(JFR))
              .toList();
      case EXCEPTIONS_THROWN -> thrown();
      case GC_PAUSES -> all("jdk.GCPhasePause", each -> said(each.getString("name")));
    };
  }

  /// Takes the last of JFR's running counts, and from it what was there before the window.
  private List<Occurrence> of(MethodCalls calls) {
    var before = new LinkedHashMap<Signature, Long>();
    var until = new LinkedHashMap<Signature, Long>();
    Instant at = span.from();
    for (var each : events.getOrDefault(KitSettings.METHOD_TIMING, List.of())) {
      RecordedMethod method = each.getValue("method");
      var signature = Signature.of(method);
      if (calls.covers(signature.type(), signature.method(), signature.parameters())) {
        var counts = each.getStartTime().isBefore(span.from()) ? before : until;
        counts.merge(signature, each.getLong("invocations"), Math::max);
      }
    }
    var occurrences = new ArrayList<Occurrence>();
    until.forEach(
        (signature, count) -> {
          long times = count - before.getOrDefault(signature, 0L);
          if (times > 0) {
            occurrences.add(
                new Occurrence(
                    at,
                    span.length(),
                    signature.toString(),
                    times,
                    0,
                    Optional.empty(),
                    new CallStack(null)));
          }
        });
    return occurrences;
  }

  private List<Occurrence> of(CustomEvent event) {
    var type =
        types.stream()
            .filter(each -> each.getName().equals(event.name()))
            .findFirst()
            .orElseThrow(() -> unknown(event));
    event.telling().ifPresent(field -> require(type, field));
    event.summed().ifPresent(field -> require(type, field));
    return inWindow(event.name())
        .map(
            each ->
                occurrence(
                    each,
                    event
                        .telling()
                        .map(field -> told(each, field))
                        .orElseGet(() -> new CallStack(each.getStackTrace()).site()),
                    each.getThread(),
                    event.summed().map(each::getLong).orElse(0L)))
        .toList();
  }

  private static String told(RecordedEvent event, String field) {
    Object value = event.getValue(field);
    return String.valueOf(value);
  }

  private IllegalArgumentException unknown(CustomEvent event) {
    var known =
        new TreeSet<>(
            types.stream()
                .map(EventType::getName)
                .filter(name -> !name.startsWith("jdk.") && !name.equals(WindowMark.NAME))
                .toList());
    return new IllegalArgumentException(
        "no event '%s' is registered: pass its class instead of its name, or choose from %s"
            .formatted(event.name(), known));
  }

  private static void require(EventType type, String field) {
    if (type.getField(field) == null) {
      throw new IllegalArgumentException(
          "event '%s' has no field '%s': choose from %s"
              .formatted(
                  type.getName(),
                  field,
                  type.getFields().stream().map(ValueDescriptor::getName).toList()));
    }
  }

  /// Both constructors of an Error report to JFR, so that it stands twice among the exceptions and
  /// once among the errors.
  private List<Occurrence> thrown() {
    var errors = all("jdk.JavaErrorThrow", Reading::thrownClass);
    var twice = new HashSet<>(errors.stream().map(Occurrence::subject).toList());
    return Stream.concat(
            errors.stream(),
            all("jdk.JavaExceptionThrow", Reading::thrownClass).stream()
                .filter(each -> !twice.contains(each.subject())))
        .sorted(java.util.Comparator.comparing(Occurrence::at))
        .toList();
  }

  private static String thrownClass(RecordedEvent event) {
    return event.getClass("thrownClass").getName();
  }

  private List<Occurrence> traced(Fact fact) {
    return inWindow(KitSettings.METHOD_TRACE)
        .map(each -> Map.entry(each, method(each)))
        .filter(each -> fact.traced().contains(each.getValue()))
        .map(each -> occurrence(each.getKey(), each.getValue(), each.getKey().getThread()))
        .toList();
  }

  private static String method(RecordedEvent event) {
    RecordedMethod method = event.getValue("method");
    return method.getType().getName() + "::" + method.getName();
  }

  private List<Occurrence> all(
      String type, java.util.function.Function<RecordedEvent, String> subject) {
    return inWindow(type)
        .map(each -> occurrence(each, subject.apply(each), each.getThread()))
        .toList();
  }

  private List<Occurrence> moved(
      String type, java.util.function.Function<RecordedEvent, String> subject, String bytes) {
    return inWindow(type)
        .map(
            each ->
                occurrence(
                    each,
                    subject.apply(each),
                    each.getThread(),
                    Math.max(0, each.getLong(bytes)))) // -1 at the end
        .toList();
  }

  private Stream<RecordedEvent> inWindow(String type) {
    return events.getOrDefault(type, List.of()).stream()
        .filter(span::holds)
        .filter(each -> !bystander(each.getThread()));
  }

  private static boolean bystander(@Nullable RecordedThread thread) {
    return thread != null
        && thread.getJavaName() != null
        && BYSTANDERS.stream().anyMatch(thread.getJavaName()::startsWith);
  }

  private static boolean ofTheJvm(@Nullable RecordedThread thread) {
    return thread == null
        || thread.getThreadGroup() == null
        || OF_THE_JVM.contains(thread.getThreadGroup().getName());
  }

  private static Occurrence occurrence(
      RecordedEvent event, String subject, @Nullable RecordedThread actor) {
    return occurrence(event, subject, actor, 0);
  }

  private static Occurrence occurrence(
      RecordedEvent event, String subject, @Nullable RecordedThread actor, long bytes) {
    return new Occurrence(
        event.getStartTime(),
        event.getDuration().isNegative() ? Duration.ZERO : event.getDuration(),
        subject,
        1,
        bytes,
        Optional.ofNullable(actor)
            .map(
                thread ->
                    new Occurrence.Actor(
                        thread.getJavaThreadId(), said(thread.getJavaName()), thread.isVirtual())),
        new CallStack(event.getStackTrace()));
  }

  private static String started(RecordedEvent event) {
    return said(event.getThread("thread").getJavaName());
  }

  /// The arguments stay out: they may hold secrets.
  private static String program(String command) {
    int space = command.indexOf(' ');
    return space < 0 ? command : command.substring(0, space);
  }

  private static String address(RecordedEvent event) {
    var host = said(event.getString("host"));
    var name = host.isEmpty() ? said(event.getString("address")) : host;
    return event.getInt("port") > 0 ? name + ":" + event.getInt("port") : name;
  }

  private static String named(@Nullable String thread) {
    var name = said(thread);
    return name.isEmpty() ? "without a name" : name;
  }

  private static String path(RecordedEvent event) {
    var path = said(event.getString("path"));
    return path.isEmpty() ? "unnamed file" : path;
  }

  private static String said(@Nullable String text) {
    return text == null ? "" : text;
  }
}
