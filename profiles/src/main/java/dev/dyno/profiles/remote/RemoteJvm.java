package dev.dyno.profiles.remote;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.management.jfr.EventTypeInfo;
import jdk.management.jfr.FlightRecorderMXBean;

/// Another JVM on this machine, reached through its own management agent on the loopback address:
/// the agent chooses the port, attaching tells it. From JDK 17 on, by the same user or root.
///
/// Every call into it is bounded. Any thread may call.
public final class RemoteJvm implements AutoCloseable {

  private static final Duration SHORT = Duration.ofSeconds(1);

  private final long pid;
  private final String version;
  private final Duration patience;
  private final JMXConnector connector;
  private final MBeanServerConnection server;
  private final FlightRecorderMXBean recorder;
  private final List<String> events;

  /// It did not answer once: nothing is waited for again as long as that.
  private volatile boolean silent;

  private RemoteJvm(
      long pid,
      String version,
      Duration patience,
      JMXConnector connector,
      MBeanServerConnection server,
      FlightRecorderMXBean recorder) {
    this.pid = pid;
    this.version = version;
    this.patience = patience;
    this.connector = connector;
    this.server = server;
    this.recorder = recorder;
    this.events = recorder.getEventTypes().stream().map(EventTypeInfo::getName).toList();
  }

  /// @param patience for each call into it, this one included; a loaded machine needs 10 s and more
  /// @throws WatchException when there is no JVM, it refuses, or it has no JFR
  /// @throws InterruptedException when the caller is interrupted
  public static RemoteJvm attach(long pid, Duration patience)
      throws WatchException, InterruptedException {
    new ProcessFolder(pid).check();
    try {
      return Bounded.call("attach", patience, () -> opened(pid, patience));
    } catch (TimeoutException late) {
      throw new WatchException.Refused(
          "JVM %d did not answer within %d s: it may be stopped, or the machine too busy"
              .formatted(pid, patience.toSeconds()),
          late);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof WatchException told) {
        throw told;
      }
      throw new WatchException.Refused(
          "JVM %d cannot be asked: %s".formatted(pid, failed.getCause()), failed);
    }
  }

  private static RemoteJvm opened(long pid, Duration patience) throws WatchException {
    JMXServiceURL url;
    String version;
    try {
      var machine = VirtualMachine.attach(Long.toString(pid));
      try {
        version = machine.getSystemProperties().getProperty("java.runtime.version", "unknown");
        url = new JMXServiceURL(machine.startLocalManagementAgent());
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException refused) {
      throw new WatchException.Refused(
          "JVM %d does not let us attach (%s): it must run as the same user, without -XX:+DisableAttachMechanism, and with the module jdk.management.agent"
              .formatted(pid, refused.getMessage()),
          refused);
    }
    return connected(pid, version, url, patience);
  }

  /// What comes back is deserialized: it comes from a JVM of our own user, or we are root and were
  /// told to trust it, through an address that it gave us by attach.
  @SuppressWarnings("BanJNDI")
  private static RemoteJvm connected(long pid, String version, JMXServiceURL url, Duration patience)
      throws WatchException {
    try {
      var connector = JMXConnectorFactory.connect(url);
      try {
        var server = connector.getMBeanServerConnection();
        var recorder = ManagementFactory.getPlatformMXBean(server, FlightRecorderMXBean.class);
        return new RemoteJvm(pid, version, patience, connector, server, recorder);
      } catch (IOException | RuntimeException absent) {
        connector.close();
        throw new WatchException.NoRecorder(
            "JVM %d (%s) has no JFR to record with (%s): it needs the modules jdk.jfr and jdk.management.jfr, and no -XX:-FlightRecorder"
                .formatted(pid, version, absent.getMessage()),
            absent);
      }
    } catch (IOException unreachable) {
      throw new WatchException.Refused(
          "the management agent of JVM %d does not answer on its loopback address (%s): if it runs in a container, watch it from in there"
              .formatted(pid, unreachable.getMessage()),
          unreachable);
    }
  }

  /// Of its process.
  public long pid() {
    return pid;
  }

  /// As it says itself, such as `17.0.15+6`.
  public String version() {
    return version;
  }

  /// Whether its JFR knows an event.
  boolean knows(String event) {
    return events.contains(event);
  }

  /// Recordings that others run in it now, with what differs from ours.
  ///
  /// @param ours that are going to be recorded
  /// @throws WatchException.Lost when it does not answer any more
  public List<OtherRecording> others(Signals ours)
      throws WatchException.Lost, InterruptedException {
    return ask(
        "list recordings",
        () ->
            recorder.getRecordings().stream()
                .filter(each -> each.getState().equals("RUNNING"))
                .map(
                    each ->
                        OtherRecording.of(
                            each, recorder.getRecordingSettings(each.getId()), ours.settings()))
                .collect(Collectors.toList()));
  }

  MBeanServerConnection server() {
    return server;
  }

  /// Calls into it.
  ///
  /// @throws WatchException.Lost when it does not answer any more
  <T> T ask(String what, Callable<T> question) throws WatchException.Lost, InterruptedException {
    try {
      return Bounded.call(what, silent ? SHORT : patience, question);
    } catch (TimeoutException late) {
      silent = true;
      throw new WatchException.Lost(
          "JVM %d did not %s within %d s".formatted(pid, what, patience.toSeconds()), late);
    } catch (ExecutionException failed) {
      throw new WatchException.Lost(
          "JVM %d %s: it could not %s (%s)"
              .formatted(
                  pid,
                  ProcessHandle.of(pid).isPresent() ? "does not answer any more" : "has ended",
                  what,
                  firstLine(failed)),
          failed);
    }
  }

  /// Has it load an agent of native code, or tells one that it loaded before something else. The
  /// agent stays in it until it ends; from JDK 21 on it says on its standard error that it has one.
  ///
  /// @param library readable by that JVM
  /// @param options as the agent reads them
  /// @throws WatchException.Refused when it takes no agents, cannot read this one, or the agent
  ///     itself refuses
  /// @throws WatchException.Lost when it does not answer any more
  public void loadAgent(Path library, String options)
      throws WatchException.Refused, WatchException.Lost, InterruptedException {
    var refusal = ask("load an agent", () -> refusal(library, options));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  private Optional<WatchException.Refused> refusal(Path library, String options)
      throws IOException {
    try {
      var machine = VirtualMachine.attach(Long.toString(pid));
      try {
        machine.loadAgentPath(library.toString(), options);
        return Optional.empty();
      } finally {
        machine.detach();
      }
    } catch (AgentInitializationException refused) {
      return Optional.of(
          new WatchException.Refused(
              "the agent %s refuses to work in JVM %d (code %d)"
                  .formatted(library.getFileName(), pid, refused.returnValue()),
              refused));
    } catch (AgentLoadException | AttachNotSupportedException refused) {
      return Optional.of(
          new WatchException.Refused(
              "JVM %d does not load the agent %s (%s): it must be able to read that file, and run without -XX:-EnableDynamicAgentLoading"
                  .formatted(pid, library, refused.getMessage()),
              refused));
    }
  }

  /// RMI's messages hold those of their causes, line by line.
  private static String firstLine(ExecutionException failure) {
    return String.valueOf(failure.getCause()).lines().findFirst().orElse("");
  }

  /// Leaves it; its management agent stays.
  @Override
  public void close() {
    try {
      Bounded.call(
          "leave",
          silent ? SHORT : patience,
          () -> {
            connector.close();
            return pid;
          });
    } catch (ExecutionException | TimeoutException _) {
      // There is nobody left to take leave of.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
