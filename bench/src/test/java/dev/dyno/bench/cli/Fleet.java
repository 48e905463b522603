package dev.dyno.bench.cli;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where shards run: as processes of this machine, or each in a network namespace of its own, which
/// `scripts/shards` makes and names by `-Ddyno.networks`.
///
/// @param shards how many
/// @param benchmarks what they share, as `--benchmark` takes it
/// @param networks whether each has a network of its own: `dyno-1`, `dyno-2` …
/// @param database the address at which all of them reach the database
record Fleet(int shards, String benchmarks, boolean networks, String database) {

  static Fleet asked() {
    var address = System.getProperty("dyno.networks", "");
    return address.isEmpty()
        ? new Fleet(2, "n=1$", false, "localhost")
        : new Fleet(4, "LibraryBenchmark", true, address);
  }

  /// A real PostgreSQL, which lets the fleet in and nobody else.
  ///
  /// @param folder for its list of who may come in
  EmbeddedPostgres server(Path folder) throws IOException {
    var guests =
        Files.writeString(
            folder.resolve("pg_hba.conf"),
            "local all all trust\nhost all all 127.0.0.1/32 trust\nhost all all samenet trust\n");
    folder.toFile().setExecutable(true, false); // the server is another user
    guests.toFile().setReadable(true, false);
    return EmbeddedPostgres.builder()
        .setServerConfig("listen_addresses", networks ? "*" : "127.0.0.1")
        .setServerConfig("hba_file", guests.toAbsolutePath().toString())
        .start();
  }

  String history(EmbeddedPostgres server) {
    return "jdbc:postgresql://%s:%d/postgres?user=postgres".formatted(database, server.getPort());
  }

  /// What runs a command where a shard lives.
  List<String> at(int shard) {
    return networks ? List.of("ip", "netns", "exec", "dyno-" + shard) : List.of();
  }

  /// As `--shard` takes it.
  String name(int shard) {
    return shard + "/" + shards;
  }
}
