package dev.dyno.bench.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `dyno`: see [dev.dyno.bench] for the map.
@Command(
    name = "dyno",
    description = "A dynamometer for a container-CI engine: what is each optimization worth?",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = AutoComplete.GenerateCompletion.class)
public final class Main {

  private Main() {}

  /// Runs a command, and ends the process with its exit code.
  public static void main(String[] words) {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Locale.setDefault(Locale.ROOT); // the same files from the same measurement, wherever it is read
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(new Streams(out, err, lookedAt()), words));
  }

  /// Since JDK 22 a console may be there without a person; without a terminal, 25 gives none again.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean lookedAt() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /// The same, without ending the process.
  static int run(Streams streams, String... words) {
    var line =
        new CommandLine(new Main())
            .addSubcommand(new CompareCommand(streams))
            .addSubcommand(new GateCommand(streams))
            .addSubcommand(new BisectCommand(streams))
            .addSubcommand(new NightlyCommand(streams))
            .addSubcommand(new QualifyCommand(streams))
            .addSubcommand(new ReportCommand(streams))
            .addSubcommand(new ProfileCommand(streams))
            .addSubcommand(new LayoutCommand(streams))
            .addSubcommand(new ProvenCommand(streams))
            .addSubcommand(new HistoryCommand(streams))
            .addSubcommand(new ServeCommand(streams))
            .addSubcommand(new PipelineCommand(streams))
            .addSubcommand(new DaemonCommand(streams))
            .addSubcommand(new CalibrateCommand(streams))
            .addSubcommand(new DoctorCommand(streams))
            .setOut(new java.io.PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
            .setErr(new java.io.PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Main::explain);
    if (words.length == 0) {
      line.usage(streams.out());
      return ExitCode.USAGE.number();
    }
    return line.execute(words);
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof UsageException wrong) {
      line.getErr().println("dyno: " + wrong.getMessage());
      return ExitCode.USAGE.number();
    }
    throw failure; // a bug: picocli prints it, and the exit code is 1
  }

  /// The version, from the jar's manifest.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"dyno " + (version == null ? "development" : version)};
    }
  }
}
