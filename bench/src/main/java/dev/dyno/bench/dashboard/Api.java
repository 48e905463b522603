package dev.dyno.bench.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.dyno.bench.progress.RunProgress;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryMirror;
import dev.dyno.reports.history.Series;
import dev.dyno.reports.history.StoredAck;
import dev.dyno.reports.history.Track;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The JSON API. `openapi.json` is its contract; a test holds every answer to it.
final class Api {
  private static final JsonFactory JSON = new JsonFactory();

  private final HistoryDesk desk;
  private final RunsFolder runs;
  private final LiveWatch live;

  Api(HistoryDesk desk, RunsFolder runs, LiveWatch live) {
    this.desk = desk;
    this.runs = runs;
    this.live = live;
  }

  private interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  private static String json(Body body) {
    var text = new StringWriter();
    try (var out = JSON.createGenerator(text)) {
      body.write(out);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // a StringWriter takes everything
    }
    return text.toString();
  }

  /// The newest runs on disk.
  String runs(int most) {
    var listing = runs.list();
    return json(
        out -> {
          out.writeStartObject();
          problem(out, listing.problem());
          out.writeNumberField("total", listing.runs().size());
          out.writeArrayFieldStart("runs");
          for (var run : listing.runs().subList(0, Math.min(most, listing.runs().size()))) {
            write(run, out);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(RunEntry run, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", run.name());
    out.writeStringField("at", run.at().toString());
    out.writeStringField("command", run.command());
    out.writeStringField("state", run.state().word());
    if (run.state() instanceof RunEntry.State.Ended(int exit)) {
      out.writeNumberField("exit", exit);
    }
    if (!run.why().isEmpty()) {
      out.writeStringField("problem", run.why());
    }
    out.writeObjectFieldStart("verdicts");
    for (var count : run.verdicts().entrySet()) {
      out.writeNumberField(count.getKey().word(), count.getValue());
    }
    out.writeEndObject();
    if (run.report()) {
      out.writeStringField("report", "/runs/" + run.name() + "/index.html");
    }
    out.writeEndObject();
  }

  /// What is being measured.
  String live() {
    var all = live.look();
    return json(
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("runs");
          for (var run : all) {
            write(run, out);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(LiveWatch.LiveRun run, JsonGenerator out) throws IOException {
    var progress = run.progress();
    var section = LiveSection.of(run);
    out.writeStartObject();
    out.writeStringField("name", run.name());
    out.writeStringField("command", progress.plan().command());
    out.writeStringField("profile", progress.plan().profile());
    out.writeStringField("at", progress.plan().at().toString());
    out.writeStringField("state", section.state());
    out.writeNumberField("pairs", progress.pairs());
    out.writeNumberField("most", progress.most());
    out.writeNumberField("secondsLeft", progress.left().toSeconds());
    out.writeArrayFieldStart("comparisons");
    for (var row : progress.rows()) {
      write(row, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(RunProgress.Row row, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("toggle", row.planned().toggle());
    out.writeStringField("title", row.planned().title());
    out.writeStringField("metric", row.planned().metric());
    number(out, "target", row.planned().target());
    out.writeNumberField("pairs", row.pairs().size());
    out.writeNumberField("most", row.planned().most());
    out.writeNumberField("dropped", row.dropped());
    out.writeArrayFieldStart("effects");
    for (var pair : row.pairs()) {
      if (pair.effect() != null) {
        out.writeNumber(pair.effect());
      }
    }
    out.writeEndArray();
    if (row.look().isPresent()) {
      var look = row.look().get();
      out.writeStringField("verdict", look.verdict());
      out.writeNumberField("effect", look.effect());
      number(out, "low", look.low());
      number(out, "high", look.high());
    }
    out.writeBooleanField("open", row.open());
    out.writeEndObject();
  }

  /// Series that match.
  String series(TrendsFilter filter) {
    var glance = desk.glance();
    var findings = TrendsPage.byTrack(FindingRow.of(glance));
    var matching = filter.of(glance.view(), findings);
    return json(
        out -> {
          out.writeStartObject();
          problem(out, glance.problem());
          out.writeNumberField("total", matching.size());
          out.writeNumberField("waiting", glance.waiting());
          out.writeArrayFieldStart("series");
          for (var track : page(matching, filter.page())) {
            out.writeStartObject();
            write(track, glance.view(), out);
            out.writeNumberField("findings", findings.getOrDefault(track.id(), List.of()).size());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static List<Track> page(List<Track> matching, int page) {
    int from = Math.min(matching.size(), (page - 1) * TrendsFilter.PAGE);
    return matching.subList(from, Math.min(matching.size(), from + TrendsFilter.PAGE));
  }

  private static void write(Track track, HistoryMirror.View view, JsonGenerator out)
      throws IOException {
    var key = track.key();
    out.writeStringField("id", SeriesNumber.text(track.id()));
    out.writeStringField("machine", key.machine());
    out.writeStringField("command", key.command());
    out.writeStringField("toggle", key.toggle());
    out.writeStringField("benchmark", key.benchmark());
    out.writeObjectFieldStart("params");
    for (Map.Entry<String, String> param : key.params().entrySet()) {
      out.writeStringField(param.getKey(), param.getValue());
    }
    out.writeEndObject();
    out.writeStringField("metric", key.metric());
    out.writeStringField("unit", track.last().unit());
    out.writeNumberField("runs", track.size());
    out.writeObjectFieldStart("last");
    out.writeStringField("at", view.run(track, track.size() - 1).at().toString());
    out.writeNumberField("effect", track.effect());
    out.writeNumberField("low", track.last().low());
    out.writeNumberField("high", track.last().high());
    out.writeStringField("verdict", track.last().verdict());
    out.writeEndObject();
  }

  /// One series with all its points; empty when there is none of that number.
  Optional<String> series(long id) throws HistoryException {
    var glance = desk.glance();
    var track = glance.view().tracks().stream().filter(it -> it.id() == id).findFirst();
    var series = desk.series(id);
    return track.flatMap(own -> series.map(points -> json(out -> whole(own, points, glance, out))));
  }

  private void whole(Track track, Series series, HistoryDesk.Glance glance, JsonGenerator out)
      throws IOException {
    var view = glance.view();
    out.writeStartObject();
    write(track, view, out);
    out.writeArrayFieldStart("points");
    for (var point : series.points()) {
      out.writeStartArray();
      out.writeNumber(point.at().toEpochMilli());
      out.writeNumber(point.effect());
      out.writeNumber(point.low());
      out.writeNumber(point.high());
      out.writeString(point.verdict());
      out.writeString(Figures.commit(point.commit()));
      out.writeNumber(point.pairs());
      if (point.standardError() == null) {
        out.writeNull();
      } else {
        out.writeNumber(point.standardError());
      }
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("levels");
    var trend = desk.followed().trend(track);
    if (trend.isPresent()) {
      for (var segment : trend.get().segments()) {
        out.writeStartArray();
        out.writeNumber(segment.from());
        out.writeNumber(segment.to());
        out.writeNumber(Math.expm1(segment.level()));
        out.writeEndArray();
      }
    }
    out.writeEndArray();
    out.writeArrayFieldStart("findings");
    for (var row : FindingRow.of(glance, track)) {
      write(row, out);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("acks");
    for (var ack : glance.acks()) {
      if (ack.isOf(track.key().title())) {
        write(ack, out);
      }
    }
    out.writeEndArray();
    out.writeArrayFieldStart("elsewhere");
    for (var other : view.tracks()) {
      if (Pages.elsewhere(track, other)) {
        elsewhere(other, view, out);
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void elsewhere(Track other, HistoryMirror.View view, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("id", SeriesNumber.text(other.id()));
    out.writeStringField("machine", other.key().machine());
    out.writeArrayFieldStart("points");
    for (int place : other.thinned(200)) {
      out.writeStartArray();
      out.writeNumber(view.run(other, place).at().toEpochMilli());
      out.writeNumber(other.effect(place));
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /// All that was accepted, in the order in which it was.
  String acks() {
    var glance = desk.glance();
    return json(
        out -> {
          out.writeStartObject();
          problem(out, glance.problem());
          out.writeArrayFieldStart("acks");
          for (var ack : glance.acks()) {
            write(ack, out);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  /// One of them.
  String ack(StoredAck ack) {
    return json(out -> write(ack, out));
  }

  /// Why something is not done.
  static String problem(String why) {
    return json(
        out -> {
          out.writeStartObject();
          problem(out, why);
          out.writeEndObject();
        });
  }

  private static void write(StoredAck ack, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", ack.id());
    out.writeStringField("series", ack.series());
    out.writeStringField("reason", ack.reason());
    out.writeStringField("by", ack.by());
    out.writeStringField("at", ack.at().toString());
    out.writeStringField("until", ack.until().toString());
    out.writeEndObject();
  }

  /// All findings that stand, the newest first.
  String findings() {
    var glance = desk.glance();
    return json(
        out -> {
          out.writeStartObject();
          problem(out, glance.problem());
          out.writeNumberField("waiting", glance.waiting());
          out.writeArrayFieldStart("findings");
          for (var row : FindingRow.of(glance)) {
            write(row, out);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(FindingRow row, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("series", row.id());
    out.writeStringField("title", row.title());
    out.writeStringField("toggle", row.toggle());
    out.writeStringField("metric", row.metric());
    out.writeStringField("machine", row.track().key().machine());
    out.writeStringField("kind", row.kind());
    out.writeNumberField("change", row.change());
    if (row.rate().isPresent()) {
      out.writeNumberField("rate", row.rate().get());
    }
    out.writeNumberField("point", row.point());
    out.writeStringField("before", row.before());
    out.writeStringField("beforeAt", row.beforeAt().toString());
    out.writeStringField("since", row.since().commit());
    out.writeStringField("sinceAt", row.since().at().toString());
    if (row.ack().isPresent()) {
      out.writeStringField("accepted", row.accepted());
    }
    out.writeEndObject();
  }

  private static void problem(JsonGenerator out, String problem) throws IOException {
    if (!problem.isEmpty()) {
      out.writeStringField("problem", problem);
    }
  }

  private static void number(JsonGenerator out, String name, @Nullable Double value)
      throws IOException {
    if (value != null) {
      out.writeNumberField(name, value);
    }
  }
}
