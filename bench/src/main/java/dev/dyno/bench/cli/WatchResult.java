package dev.dyno.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.profiles.jfr.By;
import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.Facts;
import dev.dyno.profiles.jfr.Sampled;
import dev.dyno.profiles.jfr.Samples;
import dev.dyno.profiles.remote.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What watching another JVM told. Facts are exact for the window that was kept; samples say where,
/// as shares, and never how many.
///
/// @param target that was watched
/// @param watched how long, as far as it was kept
/// @param facts each with its count
/// @param samples by kind
/// @param absent facts that nobody could tell, with the reason
/// @param cutOff why it is less than was asked for; empty when it is all
/// @param graphs flame graphs
/// @param recording the file that all this was read from, but for graphs by async-profiler
record WatchResult(
    Target target,
    Duration watched,
    List<Facts> facts,
    Map<Sampled, Samples> samples,
    List<String> absent,
    List<String> cutOff,
    WatchedGraphs.Drawn graphs,
    Path recording) {

  static final String NAME = "watch.json";

  /// Places that are shown of each.
  static final int TOP = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param pid of its process
  /// @param version of its JDK
  /// @param others recordings that ran in it at the same time, in words
  record Target(long pid, String version, List<String> others) {}

  /// @throws IOException when the recording is not whole, or JFR lost events
  static WatchResult read(
      Target target,
      Signals signals,
      Path recording,
      List<String> cutOff,
      WatchedGraphs.Drawn graphs)
      throws IOException {
    var captured = Captured.of(recording, signals.all());
    var samples = new LinkedHashMap<Sampled, Samples>();
    signals.samples().forEach(each -> samples.put(each, captured.samples(each)));
    return new WatchResult(
        target,
        captured.length(),
        signals.exact().stream().map(captured::facts).toList(),
        samples,
        signals.absent(),
        List.copyOf(cutOff),
        graphs,
        recording);
  }

  /// For scripts; one object, schema `dyno-watch/1`.
  String json() {
    var node =
        JSON.createObjectNode()
            .put("schema", "dyno-watch/1")
            .put("pid", target.pid())
            .put("jdk", target.version())
            .put("seconds", watched.toMillis() / 1000.0)
            .put("recording", recording.toString());
    cutOff.forEach(node.putArray("cutOff")::add);
    target.others().forEach(node.putArray("otherRecordings")::add);
    absent.forEach(node.putArray("absent")::add);
    var all = node.putArray("facts");
    for (var each : facts) {
      add(all.addObject(), each);
    }
    var kinds = node.putArray("samples");
    samples.forEach((kind, each) -> add(kinds.addObject(), kind, each));
    add(node.putObject("flameGraphs"));
    return node.toPrettyString();
  }

  private void add(ObjectNode node) {
    node.put("sampler", graphs.sampler());
    var drawn = node.putArray("drawn");
    for (var each : graphs.drawn()) {
      drawn
          .addObject()
          .put("event", each.event().id())
          .put("engine", each.engine())
          .put("samples", each.samples())
          .put("caveat", each.caveat())
          .put("file", each.file().toString());
    }
    graphs.missing().forEach(node.putArray("missing")::add);
  }

  private static void add(ObjectNode node, Facts facts) {
    node.put("name", facts.signal().title())
        .put("count", facts.count())
        .put("bytes", facts.bytes())
        .put("exact", true);
    var sites = node.putArray("sites");
    facts.by(By.SITE).entrySet().stream()
        .limit(TOP)
        .forEach(
            each -> sites.addObject().put("site", each.getKey()).put("count", each.getValue()));
  }

  private static void add(ObjectNode node, Sampled kind, Samples samples) {
    node.put("name", kind.title()).put("exact", false);
    var sites = node.putArray("sites");
    samples
        .topSites(TOP)
        .forEach(each -> sites.addObject().put("site", each.place()).put("share", each.share()));
  }
}
