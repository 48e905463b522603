package dev.dyno.profiles.sampler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import one.profiler.AsyncProfilerLoader;

/// Who takes the samples on this machine. A closed set, so that whoever asks must say what becomes
/// of a machine without async-profiler.
public sealed interface Sampler {

  /// async-profiler: every kind of event, native and kernel frames.
  ///
  /// @param library of native code, readable by the JVM that is to be sampled
  record AsyncProfiler(Path library) implements Sampler {

    /// What it is told, as its own options.
    public String options(SampledEvent event) {
      return "event=%s,interval=%d".formatted(event.id(), event.interval());
    }

    @Override
    public List<String> flags(SampledEvent event, Path recording) {
      return List.of(
          "-agentpath:%s=start,%s,jfr,file=%s".formatted(library, options(event), recording),
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:+DebugNonSafepoints");
    }

    @Override
    public boolean takes(SampledEvent event) {
      return true;
    }

    @Override
    public String words() {
      return "async-profiler " + AsyncProfilerLoader.getVersion();
    }
  }

  /// JFR's own samples: Java frames of threads that run Java code, on any JDK; no wall clock, and
  /// of locks only monitors.
  ///
  /// @param reason why async-profiler is not there
  record FlightRecorder(String reason) implements Sampler {

    private static final String CPU_PERIOD = "10 ms";

    /// The settings of a recording, as a `.jfc` file.
    ///
    /// @throws IllegalArgumentException for an event that it does not take
    public String settings(SampledEvent event) {
      return """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0" label="dyno">
        <event name="%s">
          <setting name="enabled">true</setting>
          <setting name="stackTrace">true</setting>
          %s
        </event>
      </configuration>
      """
          .formatted(type(event), rate(event));
    }

    /// The name of JFR's event.
    static String type(SampledEvent event) {
      return switch (event) {
        case CPU -> "jdk.ExecutionSample";
        case ALLOC -> "jdk.ObjectAllocationSample";
        case LOCK -> "jdk.JavaMonitorEnter";
        case WALL -> throw new IllegalArgumentException("JFR has no samples of threads that wait");
      };
    }

    private static String rate(SampledEvent event) {
      return switch (event) {
        case CPU -> "<setting name=\"period\">%s</setting>".formatted(CPU_PERIOD);
        case ALLOC -> "<setting name=\"throttle\">2000/s</setting>";
        case LOCK, WALL -> "<setting name=\"threshold\">0 ms</setting>";
      };
    }

    /// @throws IOException when the settings cannot be written beside the recording
    @Override
    public List<String> flags(SampledEvent event, Path recording) throws IOException {
      var settings = Files.writeString(recording.resolveSibling("samples.jfc"), settings(event));
      return List.of(
          "-XX:StartFlightRecording:settings=%s,filename=%s,dumponexit=true"
              .formatted(settings, recording),
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:+DebugNonSafepoints");
    }

    @Override
    public boolean takes(SampledEvent event) {
      return event != SampledEvent.WALL;
    }

    @Override
    public String words() {
      return "JFR, since " + reason;
    }
  }

  /// The best one that works here.
  ///
  /// @param folder where async-profiler's native library may be unpacked; not mounted `noexec`, and
  ///     there as long as any JVM is sampled
  static Sampler here(Path folder) {
    var arch = System.getProperty("os.arch").equals("amd64") ? "x64" : "arm64";
    var name = "libasyncProfiler-%s-linux-%s.so".formatted(AsyncProfilerLoader.getVersion(), arch);
    // The loader itself remembers in static fields where it unpacked first.
    try (var packed = AsyncProfilerLoader.class.getResourceAsStream("/libs/" + name)) {
      if (packed == null || !AsyncProfilerLoader.isSupported()) {
        return new FlightRecorder(
            "async-profiler has no build for %s %s"
                .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
      }
      var library = Files.createDirectories(folder).resolve(name).toAbsolutePath();
      Files.copy(packed, library, StandardCopyOption.REPLACE_EXISTING);
      return new AsyncProfiler(library);
    } catch (IOException refused) {
      return new FlightRecorder(
          "async-profiler cannot be unpacked into %s (%s)".formatted(folder, refused));
    }
  }

  /// Whether it can sample that at all.
  boolean takes(SampledEvent event);

  /// What a JVM is to be started with, so that it is sampled all its life.
  ///
  /// @param recording written when it ends; a path without commas and blanks
  List<String> flags(SampledEvent event, Path recording) throws IOException;

  /// For people.
  String words();
}
