package library;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.language.Metaphone;
import org.apache.commons.codec.language.RefinedSoundex;
import org.apache.commons.codec.language.bm.BeiderMorseEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

// One of what commons-codec 1.9 made faster, "Improve performance of Beider Morse encoder"
// (CODEC-174 in its release notes), and four of what no note of that release speaks of.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {

  private static final String[] NAMES = {"Angelo", "Schwarzenegger", "Wojciechowski", "Thompson"};

  private final BeiderMorseEncoder beiderMorse = new BeiderMorseEncoder();
  private final Metaphone metaphone = new Metaphone();
  private final RefinedSoundex soundex = new RefinedSoundex();
  private final byte[] bytes = "The quick brown fox. ".repeat(200).getBytes(StandardCharsets.UTF_8);
  private int next;

  private String name() {
    next = (next + 1) % NAMES.length;
    return NAMES[next];
  }

  @Benchmark
  public String beiderMorse() throws Exception {
    return beiderMorse.encode(name());
  }

  @Benchmark
  public String metaphone() {
    return metaphone.metaphone(name());
  }

  @Benchmark
  public String soundex() {
    return soundex.soundex(name());
  }

  @Benchmark
  public char[] hex() {
    return Hex.encodeHex(bytes);
  }

  @Benchmark
  public byte[] base64() {
    return Base64.encodeBase64(bytes);
  }
}
