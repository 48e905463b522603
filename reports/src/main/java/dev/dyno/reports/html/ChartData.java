package dev.dyno.reports.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Look;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// What the charts draw, as JSON with short names: a run may hold 200 000 turns. `charts.js` is the
/// only reader.
final class ChartData {

  private static final JsonFactory JSON = new JsonFactory();

  /// Five digits are finer than a screen.
  private static final MathContext DIGITS = new MathContext(5);

  private ChartData() {}

  /// The JSON, safe inside a `script` element: no `<` is left in it.
  static String json(List<Section> sections) {
    var text = new StringWriter();
    try (var out = JSON.createGenerator(text)) {
      out.writeStartObject();
      for (var section : sections) {
        out.writeFieldName(section.id());
        write(section, out);
      }
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // a StringWriter takes everything
    }
    return text.toString().replace("<", "\\u003c");
  }

  private static void write(Section section, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("plan");
    for (int look : section.design().looks()) {
      out.writeNumber(look);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("metrics");
    for (var row : section.rows()) {
      write(row.judgement(), out);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("pairs");
    for (var pair : section.comparison().pairs()) {
      write(pair, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(Judgement judgement, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("label", judgement.metric().label());
    out.writeStringField("word", judgement.verdict().word());
    out.writeArrayFieldStart("effects");
    for (double effect : judgement.pairEffects()) {
      number(effect, out);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("looks");
    for (var look : judgement.looks()) {
      write(look, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /// `[pairs, effect, low, high, threshold below, threshold above]`.
  private static void write(Look look, JsonGenerator out) throws IOException {
    out.writeStartArray();
    out.writeNumber(look.effect().pairs());
    number(look.effect().ratio(), out);
    number(look.effect().interval().low(), out);
    number(look.effect().interval().high(), out);
    number(look.thresholdBelow(), out);
    number(look.threshold(), out);
    out.writeEndArray();
  }

  private static void write(Pair pair, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("unit", pair.baseline().unit());
    out.writeFieldName("b");
    write(pair.baseline(), out);
    out.writeFieldName("c");
    write(pair.candidate(), out);
    out.writeEndObject();
  }

  /// Scores of all turns `s`, how many of them warm up `w`, and sparse `[turn, milliseconds]` of
  /// the collector `g` and the compiler `j`.
  private static void write(Fork fork, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("w", fork.turns().stream().filter(Turn::warmup).count());
    out.writeArrayFieldStart("s");
    for (var turn : fork.turns()) {
      number(turn.score(), out);
    }
    out.writeEndArray();
    sparse("g", fork, turn -> turn.gcCount() > 0, Turn::gcMillis, out);
    sparse("j", fork, turn -> turn.compileMillis() > 0, Turn::compileMillis, out);
    out.writeEndObject();
  }

  private static void sparse(
      String name,
      Fork fork,
      Predicate<Turn> present,
      ToLongFunction<Turn> millis,
      JsonGenerator out)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (int i = 0; i < fork.turns().size(); i++) {
      var turn = fork.turns().get(i);
      if (present.test(turn)) {
        out.writeArray(new long[] {i, millis.applyAsLong(turn)}, 0, 2);
      }
    }
    out.writeEndArray();
  }

  /// JSON knows no infinity: a gap is drawn.
  private static void number(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString());
    } else {
      out.writeNull();
    }
  }
}
