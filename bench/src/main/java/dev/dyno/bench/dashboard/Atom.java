package dev.dyno.bench.dashboard;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Findings as an Atom feed (RFC 4287).
///
/// @param base address of the dashboard, without a slash at its end
/// @param findings the newest first
record Atom(String base, List<FindingRow> findings) {
  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final int MOST = 100;

  String xml() {
    var text = new StringWriter();
    try {
      var out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      write(out);
      out.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible); // a StringWriter takes everything
    }
    return text.toString();
  }

  private void write(XMLStreamWriter out) throws XMLStreamException {
    out.writeStartDocument("UTF-8", "1.0");
    out.setDefaultNamespace(ATOM);
    out.writeStartElement(ATOM, "feed");
    out.writeDefaultNamespace(ATOM);
    element(out, "id", base + "/feed.atom");
    element(out, "title", "Dyno: what changed");
    var newest = findings.stream().map(it -> it.since().at()).max(Instant::compareTo);
    element(out, "updated", newest.orElse(Instant.EPOCH).toString());
    link(out, "self", base + "/feed.atom");
    link(out, "alternate", base + "/");
    out.writeStartElement(ATOM, "author");
    element(out, "name", "Dyno");
    out.writeEndElement();
    for (var finding : findings.subList(0, Math.min(MOST, findings.size()))) {
      entry(out, finding);
    }
    out.writeEndElement();
    out.writeEndDocument();
  }

  private void entry(XMLStreamWriter out, FindingRow finding) throws XMLStreamException {
    out.writeStartElement(ATOM, "entry");
    // Of the run and not of the place: a pruned history numbers its points anew.
    element(out, "id", "tag:dyno,2026:%s/%s".formatted(finding.id(), finding.since().id()));
    element(
        out,
        "title",
        "%s %s: %s, %s"
            .formatted(finding.percent(), finding.direction(), finding.title(), finding.toggle()));
    element(out, "updated", finding.since().at().toString());
    link(out, "alternate", base + "/series/" + finding.id());
    element(out, "summary", finding.sentence());
    out.writeEndElement();
  }

  private static void element(XMLStreamWriter out, String name, String text)
      throws XMLStreamException {
    out.writeStartElement(ATOM, name);
    out.writeCharacters(printable(text));
    out.writeEndElement();
  }

  /// XML has no place for other control characters, escaped or not.
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\t\n\r]]|[\ufffe\uffff]", "\ufffd");
  }

  private static void link(XMLStreamWriter out, String relation, String address)
      throws XMLStreamException {
    out.writeEmptyElement(ATOM, "link");
    out.writeAttribute("rel", relation);
    out.writeAttribute("href", address);
  }
}
