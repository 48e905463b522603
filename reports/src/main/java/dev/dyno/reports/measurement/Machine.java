package dev.dyno.reports.measurement;

/// Where a measurement was taken; two measurements compare only when these agree.
///
/// @param kernel name and release
/// @param cpu model name
/// @param cores that the JVM may use
/// @param memoryBytes physical memory, bytes
/// @param jdk vendor and version of the measuring JVM
/// @param loadAtStart one-minute load average before measuring; negative when the system does not
///     tell
public record Machine(
    String kernel, String cpu, int cores, long memoryBytes, String jdk, double loadAtStart) {}
