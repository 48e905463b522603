package dev.dyno.profiles.remote;

import dev.dyno.profiles.jfr.Exact;
import dev.dyno.profiles.jfr.Fact;
import dev.dyno.profiles.jfr.KitSettings;
import dev.dyno.profiles.jfr.Sampled;
import dev.dyno.profiles.jfr.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a JVM can be asked for: not every JDK has every event. Facts that need methods traced are
/// left out everywhere: JFR would rewrite classes of a running program.
///
/// @param facts that it records completely
/// @param samples that it takes
/// @param absent facts that it cannot tell, each with the reason
public record Signals(List<Fact> facts, List<Sampled> samples, List<String> absent) {

  public Signals {
    facts = List.copyOf(facts);
    samples = List.copyOf(samples);
    absent = List.copyOf(absent);
  }

  /// All that one JVM can be asked for.
  public static Signals of(RemoteJvm jvm) {
    var facts = new ArrayList<Fact>();
    var absent = new ArrayList<String>();
    for (var fact : Fact.values()) {
      if (KitSettings.traces(fact)) {
        absent.add(fact.title() + ": would need classes of the running JVM rewritten");
      } else if (KitSettings.types(fact).stream().allMatch(jvm::knows)) {
        facts.add(fact);
      } else {
        absent.add("%s: JDK %s has no event for it".formatted(fact.title(), jvm.version()));
      }
    }
    var samples =
        List.of(Sampled.EXECUTION, Sampled.ALLOCATION).stream()
            .filter(each -> KitSettings.types(each).stream().allMatch(jvm::knows))
            .toList();
    return new Signals(facts, samples, absent);
  }

  /// All of them; for [dev.dyno.profiles.jfr.Captured#of].
  public Signal[] all() {
    var all = new ArrayList<Signal>(facts);
    all.addAll(samples);
    return all.toArray(Signal[]::new);
  }

  /// Those that are complete.
  public List<Exact> exact() {
    return List.copyOf(facts);
  }

  /// As JFR takes them.
  Map<String, String> settings() {
    return new TreeMap<>(KitSettings.recorded(List.of(all())));
  }
}
