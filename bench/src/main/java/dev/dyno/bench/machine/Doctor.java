package dev.dyno.bench.machine;

import java.util.ArrayList;
import java.util.List;

/// Is this machine fit to measure on? Looks, and changes nothing.
///
/// Every check is a fact that was read, a judgement by a fixed rule, and advice; where each comes
/// from stands in its [Finding#source].
public final class Doctor {

  private Doctor() {}

  /// All checks, in the order of a report.
  ///
  /// @param files of the machine
  /// @param activity over the last moments, without this process
  /// @param host what the JVM knows of it
  public static List<Finding> examine(SystemFiles files, Activity activity, JavaHost host) {
    var findings = new ArrayList<Finding>();
    findings.addAll(new ProcessorChecks(files, host).all());
    findings.addAll(new SharingChecks(files, activity, host).all());
    findings.addAll(new MemoryChecks(files, activity).all());
    findings.addAll(new SoftwareChecks(files, host).all());
    return List.copyOf(findings);
  }

  /// Whether results would be invalid.
  public static boolean invalid(List<Finding> findings) {
    return findings.stream().anyMatch(each -> each.fitness() == Fitness.INVALID);
  }
}
