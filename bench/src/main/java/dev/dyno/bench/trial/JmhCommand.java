package dev.dyno.bench.trial;

import dev.dyno.bench.variant.ForkFlags;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The command line of JMH, as versions 1.32 to 1.37 understand it.
final class JmhCommand {

  private JmhCommand() {}

  /// The JVM that runs JMH's host, up to its main class.
  static List<String> of(MeasuredVariant variant, List<Path> more, Path temporary) {
    // Ours first: a jar of Dyno itself brings an agent of its own, perhaps of another version.
    var classPath = new ArrayList<>(more);
    classPath.addAll(variant.classPath());
    var command = new ArrayList<String>();
    command.add(variant.jdk().java().toString());
    command.add("-Xmx256m"); // JMH's host does little, and shares the machine with its fork
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC"); // starts a tenth of a second sooner than G1
    command.add("-Djmh.ignoreLock=true"); // two hosts at once are the point here
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add("org.openjdk.jmh.Main");
    return command;
  }

  /// Exactly this benchmark with these parameters.
  static List<String> benchmark(String name, Map<String, String> params) {
    var args = new ArrayList<String>();
    args.add("^" + Pattern.quote(name) + "$");
    params.forEach((key, value) -> args.addAll(List.of("-p", key + "=" + value)));
    args.addAll(List.of("-foe", "true")); // else JMH goes on to the next fork after a failure
    args.addAll(List.of("-to", "10m")); // the wait for a turn counts against JMH's own limit
    return args;
  }

  /// How often and how long.
  static List<String> turns(Turns turns, int forks) {
    var length = turns.length().toMillis() + "ms";
    return List.of(
        "-f",
        Integer.toString(forks),
        "-wf",
        "0",
        "-wi",
        Integer.toString(turns.warmup()),
        "-w",
        length,
        "-i",
        Integer.toString(turns.measured()),
        "-r",
        length);
  }

  /// One fork that does exactly so many operations, cold.
  static List<String> batch(int operations) {
    return List.of(
        "-f",
        "1",
        "-wf",
        "0",
        "-wi",
        "0",
        "-i",
        "1",
        "-bm",
        "ss",
        "-bs",
        Integer.toString(operations));
  }

  /// One fork that only finds out how long an invocation takes, about.
  ///
  /// @param result gets JMH's JSON
  static List<String> pilot(Path result) {
    var time = List.of("-wi", "1", "-w", "1s", "-i", "1", "-r", "1s", "-bm", "avgt", "-tu", "ns");
    return once(time, result);
  }

  /// One fork that does exactly so many invocations warm, after two times as many that only warm
  /// it.
  ///
  /// @param result gets JMH's JSON
  static List<String> warmBatch(int invocations, Path result) {
    var work = List.of("-wi", "2", "-i", "1", "-bm", "ss", "-bs", Integer.toString(invocations));
    return once(work, result);
  }

  private static List<String> once(List<String> work, Path result) {
    var args = new ArrayList<>(List.of("-f", "1", "-wf", "0", "-rf", "json", "-rff"));
    args.add(result.toString());
    args.addAll(work);
    return args;
  }

  /// What the fork's JVM gets: what the benchmark's annotations ask for, then the variant's own,
  /// which wins. Both options are always named: without the first, JMH gives the fork the flags of
  /// its host, and with the second it drops the annotations' own.
  static List<String> forkArgs(ForkFlags asked, List<String> args, Path temporary) {
    var first = new ArrayList<>(asked.args());
    first.add("-Djava.io.tmpdir=" + temporary);
    var last = new ArrayList<>(asked.append());
    last.addAll(args);
    return List.of("-jvmArgs", text(first), "-jvmArgsAppend", text(last));
  }

  /// JMH splits the text at blanks, and quotes protect them.
  private static String text(List<String> args) {
    return args.stream()
        .map(arg -> arg.contains(" ") ? '"' + arg + '"' : arg)
        .collect(Collectors.joining(" "));
  }

  /// Starts it with its output in `log`.
  static Process start(List<String> command, Path folder, Path log) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    // Flags from outside would reach host and fork alike, unseen.
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    return builder.start();
  }
}
