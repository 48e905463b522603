package dev.dyno.bench.nightly;

import dev.dyno.bench.shard.Place;
import dev.dyno.reports.history.StoredNight;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A night that several machines share. Each stores a night of its own, whose id tells of which
/// whole it is a part: they are good together, or not at all.
///
/// @param run the id that all shards have in common
/// @param place which of them this is
public record SharedNight(String run, Place place) {

  private static final Pattern ID = Pattern.compile(".*-s(\\d+)of(\\d+)-([0-9a-f]{12})");
  private static final int DIGITS = 12;

  /// What the shards of a night measure together; the rest is of one machine.
  private static final Set<String> SPLIT = Set.of(Phase.GATE, Phase.COMPARE);

  /// The id of this shard's night.
  public String id(String machine, Instant now) {
    return "%s-%d%s".formatted(machine, now.toEpochMilli(), suffix());
  }

  /// Whether a night is this shard's.
  public boolean is(Night night) {
    return night.id().endsWith(suffix());
  }

  /// Whether a night is a shard's at all.
  public static boolean any(Night night) {
    return any(night.id());
  }

  /// Whether the id is that of a shard's night.
  public static boolean any(String id) {
    return ID.matcher(id).matches();
  }

  private String suffix() {
    return "-s%dof%d-%s".formatted(place.shard(), place.of(), digest(run));
  }

  private static String digest(String run) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var digest = HexFormat.of().formatHex(sha.digest(run.getBytes(StandardCharsets.UTF_8)));
      return digest.substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  /// What the shards of a run set out to measure together, and none of them began: one sentence
  /// each. A run without it would look whole.
  ///
  /// @param nights of all machines
  /// @param begun the commands of which the run has shards
  public static List<String> neverBegun(String run, List<StoredNight> nights, Set<String> begun) {
    var digest = digest(run);
    return nights.stream()
        .filter(
            night -> {
              var match = ID.matcher(night.id());
              return match.matches() && match.group(3).equals(digest);
            })
        .flatMap(night -> night.phases().stream())
        .filter(phase -> SPLIT.contains(phase.name()) && !begun.contains(phase.name()))
        .filter(phase -> !phase.outcome().equals(StoredNight.LEFT_OUT))
        .map(phase -> "%s: %s".formatted(phase.name(), phase.sentence()))
        .distinct()
        .toList();
  }

  /// The commit of the newest shared night of which every shard was good in the end.
  ///
  /// @param nights of all machines, newest first; those that nobody shared are left out
  /// @param known whether a commit can still be had
  public static Optional<String> lastGood(List<StoredNight> nights, Predicate<String> known) {
    Map<String, Map<Integer, StoredNight>> wholes = new LinkedHashMap<>();
    for (var night : nights) {
      var match = ID.matcher(night.id());
      if (match.matches()) {
        wholes
            .computeIfAbsent(match.group(2) + " " + match.group(3), _ -> new HashMap<>())
            .putIfAbsent(Integer.parseInt(match.group(1)), night);
      }
    }
    for (var whole : wholes.entrySet()) {
      int shards = Integer.parseInt(whole.getKey().split(" ", -1)[0]);
      var parts = whole.getValue().values();
      var commit = parts.iterator().next().commit();
      boolean good =
          parts.size() == shards
              && parts.stream().allMatch(it -> it.lastGood() && it.commit().equals(commit));
      if (good && known.test(commit)) {
        return Optional.of(commit);
      }
    }
    return Optional.empty();
  }
}
