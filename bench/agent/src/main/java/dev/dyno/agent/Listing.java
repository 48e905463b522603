package dev.dyno.agent;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Optional;

/// A program that says which benchmarks its class path holds, and what their annotations ask of the
/// fork's JVM, as that class path's own JMH reads it.
///
/// Whoever starts JMH needs to know: `-jvmArgs` and `-jvmArgsAppend` on its command line replace
/// those of the annotations, and without `-jvmArgs` from either, JMH gives the fork its own host's
/// flags.
public final class Listing {

  private Listing() {}

  /// Writes to the file that `words` names: [Words#VERSION], the version of JMH or `unknown`, the
  /// number of benchmarks, and for each its full name, its mode, its unit of time or nothing, the
  /// generated method that runs it, its parameters, and two lists of flags, `jvmArgs` and
  /// `jvmArgsAppend`. A list is its length, -1 when the annotations do not say, and its texts;
  /// parameters are their number, and for each its name and the list of its values.
  public static void main(String[] words) throws IOException {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    OutputFormat silent = OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT);
    Set<BenchmarkListEntry> all =
        BenchmarkList.defaultList().getAll(silent, Collections.<String>emptyList());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(words[0]))))) {
      out.writeInt(Words.VERSION);
      out.writeUTF(TurnProfiler.jmhVersion());
      out.writeInt(all.size());
      for (BenchmarkListEntry each : all) {
        out.writeUTF(each.getUsername());
        out.writeUTF(each.getMode().shortLabel());
        out.writeUTF(each.getTimeUnit().hasValue() ? each.getTimeUnit().get().name() : "");
        out.writeUTF(each.generatedTarget());
        writeParams(out, each.getParams());
        write(out, each.getJvmArgs());
        write(out, each.getJvmArgsAppend());
      }
    }
  }

  private static void writeParams(DataOutputStream out, Optional<Map<String, String[]>> params)
      throws IOException {
    if (!params.hasValue()) {
      out.writeInt(0);
      return;
    }
    out.writeInt(params.get().size());
    for (Map.Entry<String, String[]> param : params.get().entrySet()) {
      out.writeUTF(param.getKey());
      out.writeInt(param.getValue().length);
      for (String value : param.getValue()) {
        out.writeUTF(value);
      }
    }
  }

  private static void write(DataOutputStream out, Optional<Collection<String>> flags)
      throws IOException {
    if (!flags.hasValue()) {
      out.writeInt(-1);
      return;
    }
    out.writeInt(flags.get().size());
    for (String flag : flags.get()) {
      out.writeUTF(flag);
    }
  }
}
