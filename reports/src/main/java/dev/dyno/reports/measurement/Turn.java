package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;

/// One iteration of one fork while the other waited.
///
/// @param warmup whether it only warmed up
/// @param first whether this fork went first in its round
/// @param score as JMH reports it, in the fork's unit
/// @param operations that ran, those around the timed slice included
/// @param wallNanos from grant to result
/// @param threadCpuNanos CPU time of the benchmark's own threads, nanoseconds
/// @param waitedNanos that these threads were ready to run and waited for a core, nanoseconds over
///     all of them; -1 when the kernel does not tell, 0 in files of before it was asked
/// @param processCpuNanos CPU time of the whole JVM, in nanoseconds but with the kernel's
///     resolution (often 10 ms); that of JMH's control thread is left out, but for old files
/// @param allocatedBytes over all threads, virtual ones included; -1 when the JVM cannot tell
/// @param gcCount collections
/// @param gcMillis spent in them, milliseconds
/// @param compileMillis spent in the JIT, milliseconds over all its threads
public record Turn(
    boolean warmup,
    boolean first,
    double score,
    long operations,
    long wallNanos,
    long threadCpuNanos,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long waitedNanos,
    long processCpuNanos,
    long allocatedBytes,
    long gcCount,
    long gcMillis,
    long compileMillis) {

  /// Where nobody knows for how long they waited.
  public Turn(
      boolean warmup,
      boolean first,
      double score,
      long operations,
      long wallNanos,
      long threadCpuNanos,
      long processCpuNanos,
      long allocatedBytes,
      long gcCount,
      long gcMillis,
      long compileMillis) {
    this(
        warmup,
        first,
        score,
        operations,
        wallNanos,
        threadCpuNanos,
        -1,
        processCpuNanos,
        allocatedBytes,
        gcCount,
        gcMillis,
        compileMillis);
  }
}
