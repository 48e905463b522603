package dev.dyno.reports.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementFileTest {

  @TempDir Path folder;

  @Test
  void what_is_written_is_read_back_equal() throws Exception {
    var file = folder.resolve(MeasurementFile.NAME);

    MeasurementFile.write(measurement(), file);

    assertThat(MeasurementFile.read(file)).isEqualTo(measurement());
    assertThat(folder).isDirectoryContaining("glob:**" + MeasurementFile.NAME);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void half_a_file_and_another_version_are_refused_with_a_reason() throws Exception {
    var file = folder.resolve(MeasurementFile.NAME);
    MeasurementFile.write(measurement(), file);
    var text = Files.readString(file);

    Files.writeString(file, text.substring(0, text.length() / 2));
    assertThatThrownBy(() -> MeasurementFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no")
        .hasMessageContaining("dyno/1");

    Files.writeString(file, text.replace("dyno/1", "dyno/2"));
    assertThatThrownBy(() -> MeasurementFile.read(file)).hasMessageContaining("dyno/2");

    Files.writeString(file, text.replaceFirst("\"seed\"", "\"sead\""));
    assertThatThrownBy(() -> MeasurementFile.read(file)).hasMessageContaining("sead");
  }

  @Test
  void a_folder_that_takes_nothing_keeps_nothing() {
    var file = folder.resolve("absent").resolve(MeasurementFile.NAME);

    assertThatThrownBy(() -> MeasurementFile.write(measurement(), file))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  private static Measurement measurement() {
    var turn = new Turn(false, true, 1.5, 10, 20_000_000, 19_000_000, 20_000_000, 1024, 0, 0, 1);
    var fork = new Fork(42, "vendor 25", "1.37", "us/op", 17, List.of(turn));
    var variant = new Variant("none", "vendor 25", List.of("-Ddyno.toggles=none"));
    var comparison =
        new Comparison(
            "auth-cache",
            "a.B.c",
            new TreeMap<>(Map.of("source", "helper")),
            variant,
            variant,
            "time/op",
            Optional.of(new Target("time/op", -0.8, "80 % less")),
            List.of(new Pair(0, fork, fork, new Surroundings(1.5, 0, -1, 0.3))),
            List.of("dropped once"),
            Ending.finished());
    return new Measurement(
        Measurement.SCHEMA,
        "compare",
        Instant.parse("2026-01-02T03:04:05Z"),
        Duration.ofSeconds(90),
        new Design("smoke", TurnOrder.TURNS, 1, List.of(4, 6), List.of("scripts/dyno", "compare")),
        new Provenance("0.1", "abc", true),
        new Machine("Linux 6", "a cpu", 2, 24L << 30, "vendor 25", 0.5),
        List.of(comparison),
        List.of(new Fact("auth-cache", "B.c", "processes started", 400, 402, 1, "JFR")),
        List.of());
  }
}
