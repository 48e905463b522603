package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one side of a comparison ran.
///
/// @param name for people: `none`, `auth-cache`, `gnu-tar`
/// @param jdk the `java` that ran it: vendor and version, never a path
/// @param jvmArgs beyond what the benchmark itself asks for
/// @param params of the benchmark that are this side's own; often none
public record Variant(
    String name,
    String jdk,
    List<String> jvmArgs,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        SortedMap<String, String> params) {

  public Variant {
    jvmArgs = List.copyOf(jvmArgs);
    params = new TreeMap<>(params);
  }

  /// Without parameters of its own.
  public Variant(String name, String jdk, List<String> jvmArgs) {
    this(name, jdk, jvmArgs, new TreeMap<>());
  }
}
