package dev.dyno.reports.measurement;

/// What a pair ran in, and what else the machine did.
///
/// @param seconds wall time of the pair's turns, warm-up included, without the starts of the JVMs
/// @param stealShare CPU time the hypervisor took, over the CPU time that was wanted; 0 to 1
/// @param pressureShare time in which some task waited for a CPU (PSI `some`), over wall time; 0 to
///     1, negative when the kernel does not tell
/// @param load one-minute load average at the end; negative when the system does not tell
/// @param oneCore whether the benchmark's own threads of both forks were brought to one core before
///     their turns; false in files of before that was done
public record Surroundings(
    double seconds, double stealShare, double pressureShare, double load, boolean oneCore) {

  /// Of a pair whose threads ran wherever the scheduler had them.
  public Surroundings(double seconds, double stealShare, double pressureShare, double load) {
    this(seconds, stealShare, pressureShare, load, false);
  }
}
