package dev.dyno.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportPageTest {
  @Test
  void renders() throws Exception {
    var m = Fixture.measurement();
    ReportPage.write(m, Fixture.judged(m), java.nio.file.Path.of("/tmp/report.html"));
    for (var j : Fixture.judged(m))
      System.out.println(j.comparison().toggle() + " " + j.metric() + " " + j.verdict().sentence());
    assertThat(m).isNotNull();
  }
}
