package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// One shard of a [SharedRun], whole.
///
/// @param digest of its contents: two stored ones are the same when these are
/// @param exit code that its command ended with
/// @param storedAt when it ended
/// @param measurement all that was measured
public record StoredShard(String digest, int exit, Instant storedAt, Measurement measurement) {

  public StoredShard {
    if (measurement.shards().isEmpty() || measurement.shards().get().parts().size() != 1) {
      throw new IllegalArgumentException("a measurement that is not one shard");
    }
  }

  /// @param exit code that its command ends with
  public static StoredShard of(Measurement measurement, int exit, Instant now) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var digest = HexFormat.of().formatHex(sha.digest(MeasurementFile.bytes(measurement)));
      return new StoredShard(digest, exit, now, measurement);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  /// Which of the run's shards it is, from 1.
  public int shard() {
    return measurement.shards().orElseThrow().parts().getFirst().shard();
  }

  /// The id of the run that it is part of.
  public String run() {
    return measurement.shards().orElseThrow().run();
  }
}
