package dev.dyno.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.bench.profile.FrameChange;
import dev.dyno.bench.profile.FrameTable;
import dev.dyno.profiles.findings.Findings;
import dev.dyno.profiles.findings.Noise;
import dev.dyno.profiles.sampler.ProfiledSide;
import dev.dyno.profiles.sampler.SampledEvent;
import dev.dyno.profiles.sampler.Stacks;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a profile told.
///
/// @param title of the benchmark
/// @param event that was sampled
/// @param sampler who took the samples
/// @param sides one, or baseline and candidate
/// @param frames by change; of one side alone, by amount
/// @param observed what JMC's rules say, in the order of the sides
/// @param folder with its files
record ProfileResult(
    String title,
    SampledEvent event,
    String sampler,
    List<ProfiledSide> sides,
    FrameTable frames,
    List<Observed> observed,
    Path folder) {

  /// One side in a recording of JFR.
  ///
  /// @param role `baseline` or `candidate`
  record Observed(String role, Findings findings) {}

  static final String NAME = "profile.json";

  /// Frames that are shown.
  static final int TOP = 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  ProfileResult {
    sides = List.copyOf(sides);
    observed = List.copyOf(observed);
  }

  /// Of all sides and forks.
  long samples() {
    return sides.stream().mapToLong(ProfiledSide::samples).sum();
  }

  /// What really took the samples: one engine, or each of them when forks differ.
  List<String> engines() {
    return stacks().map(Stacks::engine).distinct().sorted().toList();
  }

  /// What a reader must know.
  List<String> caveats() {
    return stacks().map(Stacks::caveat).filter(each -> !each.isEmpty()).distinct().toList();
  }

  /// What else ran on the machine, side by side; empty when it was quiet.
  List<String> noise() {
    return observed.stream()
        .flatMap(
            each ->
                each.findings().noise().warning().stream()
                    .map(warning -> "%s: %s".formatted(each.role(), warning)))
        .toList();
  }

  private Stream<Stacks> stacks() {
    return sides.stream().flatMap(side -> side.forks().stream());
  }

  /// For scripts; one object, schema `dyno-profile/1`.
  String json() {
    var node =
        JSON.createObjectNode()
            .put("schema", "dyno-profile/1")
            .put("benchmark", title)
            .put("event", event.id())
            .put("unit", event.unit() + "/op")
            .put("sampler", sampler);
    engines().forEach(node.putArray("engines")::add);
    caveats().forEach(node.putArray("caveats")::add);
    noise().forEach(node.putArray("noise")::add);
    var all = node.putArray("sides");
    for (int i = 0; i < sides.size(); i++) {
      var side = sides.get(i);
      var sideNode = all.addObject();
      sideNode
          .put("name", side.name())
          .put("forks", side.forks().size())
          .put("operations", side.operations())
          .put("samples", side.samples())
          .put("total", side.total());
      findings(sideNode, observed.get(i));
    }
    var frameNodes = node.putArray("frames");
    for (var frame : frames.top(TOP)) {
      add(frameNodes.addObject(), frame);
    }
    return node.toPrettyString();
  }

  private static void findings(ObjectNode side, Observed observed) {
    var findings = observed.findings();
    side.put("role", observed.role())
        .put("rulesJudged", findings.judged())
        .put("rules", findings.rules());
    switch (findings.noise()) {
      case Noise.Quiet _ -> side.put("cpuByOthers", 0);
      case Noise.Busy(double others) -> side.put("cpuByOthers", others);
      case Noise.Unknown _ -> side.putNull("cpuByOthers");
    }
    var all = side.putArray("findings");
    for (var finding : findings.all()) {
      all.addObject()
          .put("rule", finding.rule())
          .put("name", finding.name())
          .put("weight", finding.weight().word())
          .put("score", finding.score())
          .put("summary", finding.summary());
    }
  }

  private static void add(ObjectNode node, FrameChange frame) {
    node.put("frame", frame.frame())
        .put("baseline", frame.baseline())
        .put("candidate", frame.candidate())
        .put("change", frame.change())
        .put("low", frame.change() - frame.margin())
        .put("high", frame.change() + frame.margin())
        .put("baselineTotal", frame.baselineTotal())
        .put("candidateTotal", frame.candidateTotal());
  }
}
