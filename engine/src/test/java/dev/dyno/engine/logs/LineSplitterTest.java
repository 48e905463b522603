package dev.dyno.engine.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class LineSplitterTest {

  private static final String[] PIECES = {
    "", "a", "äö", "€", "😀", "\r", "word ", "x".repeat(9000)
  };

  @RepeatedTest(200)
  void lines_do_not_depend_on_where_the_bytes_are_cut(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var expected = new ArrayList<String>();
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      var line = new StringBuilder();
      for (int j = random.nextInt(4); j > 0; j--) {
        line.append(PIECES[random.nextInt(PIECES.length)]);
      }
      boolean ends = i > 1 || random.nextBoolean();
      var said = line.toString();
      if (ends || !said.isEmpty()) {
        expected.add(said.endsWith("\r") ? said.substring(0, said.length() - 1) : said);
      }
      text.append(said).append(ends ? "\n" : "");
    }

    assertThat(split(text.toString().getBytes(StandardCharsets.UTF_8), random)).isEqualTo(expected);
  }

  private static List<String> split(byte[] bytes, Random random) {
    var lines = new ArrayList<String>();
    var splitter = new LineSplitter(lines::add);
    int most = random.nextBoolean() ? 3 : 10_000;
    for (int i = 0; i < bytes.length; ) {
      int count = Math.min(bytes.length - i, 1 + random.nextInt(most));
      splitter.write(bytes, i, count);
      i += count;
    }
    splitter.close();
    splitter.close();
    assertThat(splitter.count()).isEqualTo(lines.size());
    return lines;
  }
}
