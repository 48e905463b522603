package dev.dyno.reports.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Look;
import dev.dyno.reports.verdict.ScalingCurve;
import dev.dyno.reports.verdict.Throughput;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
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
  static String json(
      List<Section> sections, List<ScalingSection> scaling, Optional<MatrixSection> matrix) {
    var text = new StringWriter();
    try (var out = JSON.createGenerator(text)) {
      out.writeStartObject();
      for (var section : sections) {
        out.writeFieldName(section.id());
        write(section, out);
      }
      for (var curve : scaling) {
        out.writeFieldName(curve.id());
        write(curve, out);
      }
      if (matrix.isPresent()) {
        out.writeFieldName("matrix");
        write(matrix.get(), out);
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

  /// `points` of `[x, throughput and interval of the baseline, of the candidate, speed-up and
  /// interval]`; `others` of `[name, throughput and interval]`; `knee` is null where there is none.
  private static void write(ScalingSection section, JsonGenerator out) throws IOException {
    var curve = section.curve();
    double factor = section.scale().factor();
    out.writeStartObject();
    out.writeStringField("param", curve.param());
    out.writeStringField("unit", section.scale().unit());
    out.writeArrayFieldStart("points");
    for (var point : curve.points()) {
      out.writeStartArray();
      number(point.x(), out);
      write(point.baseline(), factor, out);
      write(point.candidate(), factor, out);
      number(point.speedUp(), out);
      number(point.low(), out);
      number(point.high(), out);
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeFieldName("knee");
    number(curve.knee().map(ScalingCurve.Point::x).orElse(Double.NaN), out);
    out.writeArrayFieldStart("others");
    for (var other : curve.others()) {
      out.writeStartArray();
      out.writeString(other.name());
      write(other.throughput(), factor, out);
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(Throughput throughput, double factor, JsonGenerator out)
      throws IOException {
    number(throughput.perSecond() / factor, out);
    number(throughput.low() / factor, out);
    number(throughput.high() / factor, out);
  }

  /// `points` of `[names, time, bytes, number on the front or 0]`, cheapest in time first.
  private static void write(MatrixSection matrix, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("points");
    int front = 0;
    for (var point : matrix.effects().points()) {
      out.writeStartArray();
      out.writeString(matrix.name(point.on()));
      number(point.time(), out);
      number(point.bytes(), out);
      out.writeNumber(point.front() ? ++front : 0);
      out.writeEndArray();
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

  /// `[pairs, effect, low, high, threshold below, threshold above, Improved from, Regressed
  /// from]`.
  private static void write(Look look, JsonGenerator out) throws IOException {
    out.writeStartArray();
    out.writeNumber(look.effect().pairs());
    number(look.effect().ratio(), out);
    number(look.effect().interval().low(), out);
    number(look.effect().interval().high(), out);
    number(look.thresholdBelow(), out);
    number(look.threshold(), out);
    number(look.bounds().improved(), out);
    number(look.bounds().regressed(), out);
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
