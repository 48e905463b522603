package dev.dyno.bench.trial;

import dev.dyno.agent.Words;
import dev.dyno.bench.machine.ProcStat;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Latencies;
import dev.dyno.reports.measurement.Turn;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A live fork at the coordinator's table. It runs only between [#go()] and [#result].
///
/// Confined to the thread that runs the pair, but for [#close()].
final class Seat implements AutoCloseable {

  private static final List<String> RUN_ONLY =
      List.of("-Djava.io.tmpdir=", "-Ddyno.stand.", "-XX:CompileCommandFile=");

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Map<String, String> said;
  private final List<Turn> turns = new ArrayList<>();
  private Optional<Latencies> latencies = Optional.empty();
  private String unit = "";
  private boolean warmup;

  private Seat(Socket socket, DataInputStream in, Map<String, String> said) throws IOException {
    this.socket = socket;
    this.in = in;
    this.out = new DataOutputStream(socket.getOutputStream());
    this.said = said;
  }

  /// What a fork says first: whose it is, and itself.
  record Greeting(String token, Seat seat) {}

  /// Hears a fork out.
  ///
  /// @throws IOException when it is none of ours, or of another version
  static Greeting greet(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
    var in = new DataInputStream(socket.getInputStream());
    if (in.readByte() != Words.HELLO || in.readInt() != Words.VERSION) {
      throw new IOException("a caller that is no fork of this version");
    }
    var token = in.readUTF();
    var said = new HashMap<String, String>();
    for (int left = in.readInt(); left > 0; left--) {
      said.put(in.readUTF(), in.readUTF());
    }
    return new Greeting(token, new Seat(socket, in, said));
  }

  long pid() {
    return Long.parseLong(said.getOrDefault("pid", "0"));
  }

  /// Its threads, where it told them and only one of them is the benchmark's own.
  Optional<SameCore.Crew> crew() {
    var control = said.getOrDefault("control", "");
    return number("threads") == 1 && !control.isEmpty()
        ? Optional.of(
            new SameCore.Crew(
                pid(),
                Long.parseLong(control),
                said.getOrDefault("benchmark", "") + "-jmh-worker-1"))
        : Optional.empty();
  }

  /// Iterations this fork will ask for, warm-up included.
  int rounds() {
    return number("warmups") + number("turns");
  }

  private int number(String key) {
    return Integer.parseInt(said.getOrDefault(key, "0"));
  }

  /// Waits until the fork asks for its next iteration.
  ///
  /// @param patience how long it may take to
  void asked(Duration patience) throws IOException {
    expect(Words.READY, patience);
    warmup = in.readBoolean();
  }

  /// Has it wake the benchmark's own thread, for nothing.
  ///
  /// @param patience how long that may take
  void wake(Duration patience) throws IOException {
    out.writeByte(Words.WAKE);
    out.flush();
    expect(Words.WOKEN, patience);
  }

  /// Lets it run that.
  void go() throws IOException {
    out.writeByte(Words.GO);
    out.flush();
  }

  /// Waits for the end of the iteration, and keeps what it was like.
  ///
  /// @param first whether this fork went first in its round
  /// @param patience how long the iteration may take
  void result(boolean first, Duration patience) throws IOException {
    expect(Words.RESULT, patience);
    double score = in.readDouble();
    unit = in.readUTF();
    turns.add(
        new Turn(
            warmup,
            first,
            score,
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong()));
    sampled();
  }

  private void sampled() throws IOException {
    var counts = new TreeMap<Integer, Long>();
    for (int left = in.readInt(); left > 0; left--) {
      counts.put(in.readInt(), in.readLong());
    }
    if (!counts.isEmpty()) {
      var own = new Latencies(counts);
      latencies = Optional.of(latencies.map(before -> before.plus(own)).orElse(own));
    }
  }

  /// Lets the fork go on to ask for its next turn, or to end when there is none.
  void taken() throws IOException {
    out.writeByte(Words.TAKEN);
    out.flush();
  }

  /// The fork as it goes into the measurement. Read before [#taken()] after its last turn.
  Fork fork() {
    return new Fork(
        pid(),
        said.getOrDefault("jvm", "unknown"),
        said.getOrDefault("jmh", "unknown"),
        unit,
        ProcStat.contextSwitches(pid()),
        flags(),
        turns,
        latencies,
        number("threads"),
        number("cores"));
  }

  /// Without those that name folders and addresses of this run.
  private List<String> flags() {
    return said.getOrDefault("flags", "")
        .lines()
        .filter(flag -> RUN_ONLY.stream().noneMatch(flag::startsWith))
        .toList();
  }

  private void expect(byte word, Duration patience) throws IOException {
    socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
    try {
      byte heard = in.readByte();
      if (heard != word) {
        throw new IOException("a fork said %d where %d was due".formatted(heard, word));
      }
    } catch (SocketTimeoutException silent) {
      throw new IOException(
          "fork %d said nothing for %d s".formatted(pid(), patience.toSeconds()), silent);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException already) {
      // Nothing is left to save.
    }
  }
}
