package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Machine;
import org.jdbi.v3.core.Handle;

/// Writes one run within the caller's transaction.
///
/// @param handle of the transaction
record RunWriter(Handle handle) {

  /// @return false when it was there before; nothing is written then
  boolean write(StoredRun run) {
    machine(run.machine());
    if (run(run) == 0) {
      return false;
    }
    missing(run);
    variants(run);
    estimates(run);
    facts(run);
    return true;
  }

  void machine(Machine machine) {
    handle
        .createUpdate(
            """
            INSERT INTO machine (fingerprint, kernel, cpu, cores, memory_bytes, jdk)
            VALUES (:fingerprint, :kernel, :cpu, :cores, :memory, :jdk)
            ON CONFLICT DO NOTHING""")
        .bind("fingerprint", Fingerprint.of(machine))
        .bind("kernel", machine.kernel())
        .bind("cpu", machine.cpu())
        .bind("cores", machine.cores())
        .bind("memory", machine.memoryBytes())
        .bind("jdk", machine.jdk())
        .execute();
  }

  private int run(StoredRun run) {
    return handle
        .createUpdate(
            """
            INSERT INTO run (id, machine, command, started_at, profile, seed, version, commit_hash,
              dirty, load_at_start)
            VALUES (:id, :machine, :command, :startedAt, :profile, :seed, :version, :commit,
              :dirty, :load)
            ON CONFLICT DO NOTHING""")
        .bind("id", run.id())
        .bind("machine", Fingerprint.of(run.machine()))
        .bind("command", run.command())
        .bind("startedAt", run.startedAt().toEpochMilli())
        .bind("profile", run.profile())
        .bind("seed", run.seed())
        .bind("version", run.version())
        .bind("commit", run.commit())
        .bind("dirty", run.dirty() ? 1 : 0)
        .bind("load", run.machine().loadAtStart())
        .execute();
  }

  private void missing(StoredRun run) {
    if (run.missing().isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            "INSERT INTO missing (run, place, sentence) VALUES (:run, :place, :sentence)");
    for (int i = 0; i < run.missing().size(); i++) {
      batch.bind("run", run.id()).bind("place", i).bind("sentence", run.missing().get(i)).add();
    }
    batch.execute();
  }

  private void variants(StoredRun run) {
    if (run.variants().isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO variant (run, place, name, jdk, flags, params, commit_hash)
            VALUES (:run, :place, :name, :jdk, :flags, :params, :commit)""");
    for (int i = 0; i < run.variants().size(); i++) {
      var variant = run.variants().get(i);
      batch
          .bind("run", run.id())
          .bind("place", i)
          .bind("name", variant.name())
          .bind("jdk", variant.jdk())
          .bind("flags", JsonColumn.of(variant.flags()))
          .bind("params", JsonColumn.of(variant.params()))
          .bind("commit", variant.commit())
          .add();
    }
    batch.execute();
  }

  private void estimates(StoredRun run) {
    if (run.estimates().isEmpty()) {
      return;
    }
    var series =
        handle.prepareBatch(
            """
            INSERT INTO series (id, machine, command, toggle, benchmark, params, metric)
            VALUES (:id, :machine, :command, :toggle, :benchmark, :params, :metric)
            ON CONFLICT DO NOTHING""");
    var estimates =
        handle.prepareBatch(
            """
            INSERT INTO estimate (series, run, unit, baseline, candidate, effect, low, high,
              confidence, pairs, verdict, detectable, standard_error)
            VALUES (:series, :run, :unit, :baseline, :candidate, :effect, :low, :high,
              :confidence, :pairs, :verdict, :detectable, :error)""");
    for (var estimate : run.estimates()) {
      var key = run.key(estimate);
      series
          .bind("id", key.id())
          .bind("machine", key.machine())
          .bind("command", key.command())
          .bind("toggle", key.toggle())
          .bind("benchmark", key.benchmark())
          .bind("params", JsonColumn.of(key.params()))
          .bind("metric", key.metric())
          .add();
      estimates
          .bind("series", key.id())
          .bind("run", run.id())
          .bind("unit", estimate.unit())
          .bind("baseline", estimate.baseline())
          .bind("candidate", estimate.candidate())
          .bind("effect", estimate.effect())
          .bind("low", estimate.low())
          .bind("high", estimate.high())
          .bind("confidence", estimate.confidence())
          .bind("pairs", estimate.pairs())
          .bind("verdict", estimate.verdict())
          .bind("detectable", estimate.detectable())
          .bind("error", estimate.standardError())
          .add();
    }
    series.execute();
    estimates.execute();
  }

  private void facts(StoredRun run) {
    if (run.facts().isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO fact (run, place, toggle, title, name, operations, baseline, candidate,
              exact)
            VALUES (:run, :place, :toggle, :title, :name, :operations, :baseline, :candidate,
              :exact)""");
    for (int i = 0; i < run.facts().size(); i++) {
      var fact = run.facts().get(i);
      batch
          .bind("run", run.id())
          .bind("place", i)
          .bind("toggle", fact.toggle())
          .bind("title", fact.title())
          .bind("name", fact.name())
          .bind("operations", fact.operations())
          .bind("baseline", fact.baseline())
          .bind("candidate", fact.candidate())
          .bind("exact", fact.exact() ? 1 : 0)
          .add();
    }
    batch.execute();
  }
}
