package dev.dyno.bench.validation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Writes recordings that are committed beside [Recording]: `KeptNoise FOLDER PROVENANCE RUN…`, a
/// run being a folder of `dyno qualify`. Scores have 5 digits.
final class KeptNoise {

  private static final MathContext DIGITS = new MathContext(5);

  private KeptNoise() {}

  public static void main(String[] words) throws IOException {
    var runs = new ArrayList<Measurement>();
    for (var run : Arrays.asList(words).subList(2, words.length)) {
      runs.add(MeasurementFile.read(Path.of(run, MeasurementFile.NAME)));
    }
    for (var recording : new LiveVerdicts(runs).recordings(words[1])) {
      var file = Path.of(words[0], Recording.file(recording.state()));
      try (var stream = new GZIPOutputStream(Files.newOutputStream(file))) {
        JsonMapper.builder().build().writeValue(stream, rounded(recording));
      }
      System.out.printf("%s: %d pairs%n", file, recording.pairs().size());
    }
  }

  private static Recording rounded(Recording recording) {
    return new Recording(
        recording.schema(),
        recording.state(),
        recording.provenance(),
        recording.pairs().stream().map(KeptNoise::rounded).toList());
  }

  private static Recording.Recorded rounded(Recording.Recorded pair) {
    return new Recording.Recorded(
        pair.benchmark(),
        pair.order(),
        pair.round(),
        pair.planted(),
        rounded(pair.seconds()),
        rounded(pair.cpuSeconds()),
        pair.baseline().stream().map(KeptNoise::rounded).toList(),
        pair.candidate().stream().map(KeptNoise::rounded).toList());
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
