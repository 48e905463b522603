package dev.dyno.profiles.pages;

import dev.dyno.profiles.findings.Findings;
import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.Sampled;
import dev.dyno.profiles.jfr.Samples;
import dev.dyno.profiles.sampler.FlameGraphs;
import dev.dyno.profiles.sampler.ProfiledSide;
import dev.dyno.profiles.sampler.SampledEvent;
import dev.dyno.profiles.sampler.Stacks;
import dev.dyno.profiles.sampler.Weight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What can be made of a window beyond its facts; nothing unless samples were asked for, since it
/// takes a second.
final class Recorded {

  private static final int TOP = 10;

  /// Whose frames, and those around them, are of the test's surroundings.
  private static final String OUTSIDE = "dev.dyno.profiles.jfr.";

  private final List<Hint> hints = new ArrayList<>();
  private final List<Rules> rules = new ArrayList<>();
  private String trouble = "";

  Recorded(String side, Captured seen) {
    if (seen.sampled().isEmpty()) {
      return;
    }
    for (var signal : seen.sampled()) {
      hints.add(hint(side, signal, seen));
    }
    try {
      if (seen.recording().isPresent()) {
        rules.add(Rules.of(side, Findings.of(seen.recording().get())));
      }
    } catch (IOException unreadable) {
      trouble = "JMC's rules could not judge: " + unreadable.getMessage();
    }
  }

  private Hint hint(String side, Sampled signal, Captured seen) {
    var samples = seen.samples(signal);
    return new Hint(
        side,
        signal.title(),
        shares(samples.topSites(TOP)),
        shares(samples.topSubjects(TOP)),
        graph(side, signal, samples));
  }

  private String graph(String side, Sampled signal, Samples samples) {
    var byStack = new TreeMap<String, Weight>();
    samples
        .collapsed(OUTSIDE)
        .forEach((stack, weight) -> byStack.put(stack, new Weight(1, weight * unit(signal))));
    if (byStack.isEmpty()) {
      return "";
    }
    var event = signal == Sampled.ALLOCATION ? SampledEvent.ALLOC : SampledEvent.CPU;
    var stacks = new Stacks(event, signal.title(), byStack);
    var title = signal.title() + (side.isEmpty() ? "" : ", " + side);
    try {
      return FlameGraphs.hanging(new ProfiledSide(title, List.of(stacks), 1), title);
    } catch (IOException failed) {
      trouble = "No flame graph: " + failed.getMessage();
      return "";
    }
  }

  /// What a sample's weight stands for: 10 ms in ns, or bytes.
  private static double unit(Sampled signal) {
    return switch (signal) {
      case EXECUTION, CPU_TIME -> 1e7;
      case ALLOCATION -> 1;
    };
  }

  private static List<Hint.Share> shares(List<Samples.Share> shares) {
    return shares.stream().map(each -> new Hint.Share(each.place(), each.share())).toList();
  }

  List<Hint> hints() {
    return List.copyOf(hints);
  }

  List<Rules> rules() {
    return List.copyOf(rules);
  }

  String trouble() {
    return trouble;
  }
}
