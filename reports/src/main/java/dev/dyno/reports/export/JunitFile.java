package dev.dyno.reports.export;

import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Gated;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// `junit.xml`: a gate as a test suite, one case for each benchmark and metric, as CI servers read
/// it. A failure is a case that fails the gate with a verdict; an error one without. What fails
/// only as a whole has a case of its own: the file is green exactly when the gate passed.
public final class JunitFile {

  /// The file's name in a run's folder.
  public static final String NAME = "junit.xml";

  private JunitFile() {}

  /// The text.
  ///
  /// @param run of a gate
  public static String of(Judged run, Gated gated) {
    var text = new StringWriter();
    try {
      var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      write(xml, run, gated);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible); // a string takes everything
    }
    return text + "\n";
  }

  private static void write(XMLStreamWriter xml, Judged run, Gated gated)
      throws XMLStreamException {
    var whole = gated.failsAsAWhole();
    int more = whole.isPresent() ? 1 : 0;
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "dyno gate");
    xml.writeAttribute("tests", Integer.toString(gated.rows().size() + more));
    xml.writeAttribute("failures", Long.toString(failing(gated.rows(), true)));
    xml.writeAttribute("errors", Long.toString(failing(gated.rows(), false) + more));
    xml.writeAttribute("skipped", Long.toString(skipped(gated)));
    xml.writeAttribute("timestamp", run.measurement().startedAt().toString());
    xml.writeAttribute("time", seconds(run.measurement().elapsed().toMillis() / 1000.0));
    for (var row : gated.rows()) {
      xml.writeCharacters("\n  ");
      write(xml, row);
    }
    if (whole.isPresent()) {
      xml.writeCharacters("\n  ");
      writeWhole(xml, whole.get());
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static void writeWhole(XMLStreamWriter xml, String said) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "dyno");
    xml.writeAttribute("name", "gate");
    xml.writeAttribute("time", seconds(0));
    xml.writeStartElement("error");
    xml.writeAttribute("message", said);
    xml.writeAttribute("type", "no verdict");
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void write(XMLStreamWriter xml, GateRow row) throws XMLStreamException {
    var comparison = row.comparison();
    int method = comparison.benchmark().lastIndexOf('.');
    double time =
        comparison.pairs().stream().mapToDouble(pair -> pair.surroundings().seconds()).sum();
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", comparison.benchmark().substring(0, Math.max(0, method)));
    xml.writeAttribute(
        "name",
        clean(
            comparison.title().substring(comparison.title().indexOf('.') + 1)
                + " "
                + row.metric().label()));
    xml.writeAttribute("time", seconds(time));
    switch (row.standing()) {
      case FAILS -> {
        boolean told = verdictFails(row);
        xml.writeStartElement(told ? "failure" : "error");
        xml.writeAttribute("message", clean(row.sentence().lines().findFirst().orElse("")));
        xml.writeAttribute("type", row.verdict().map(it -> it.word()).orElse("no verdict"));
        xml.writeCharacters(clean(row.sentence()));
        xml.writeEndElement();
      }
      case HOLDS, WARNS, ACKNOWLEDGED -> {
        xml.writeStartElement(row instanceof GateRow.Unchanged ? "skipped" : "system-out");
        xml.writeCharacters(clean(row.sentence()));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private static long failing(List<GateRow> rows, boolean told) {
    return rows.stream()
        .filter(row -> row.standing() == GateRow.Standing.FAILS)
        .filter(row -> verdictFails(row) == told)
        .count();
  }

  /// A failure, in JUnit's words; else an error: what was to be judged was not.
  private static boolean verdictFails(GateRow row) {
    return row instanceof GateRow.Told told
        && !(told.judgement().verdict() instanceof Verdict.Invalid);
  }

  private static long skipped(Gated gated) {
    return gated.rows().stream().filter(GateRow.Unchanged.class::isInstance).count();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /// Control characters, which a crash may print, are none of XML's (1.0, section 2.2).
  private static String clean(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
