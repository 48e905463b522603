package dev.dyno.engine.runtime;

import java.util.List;

/// How a process in a container ended.
///
/// @param exitCode 128 + n when signal n ended it
/// @param out the lines of standard output
/// @param err the lines of standard error
public record ExecResult(int exitCode, List<String> out, List<String> err) {

  public ExecResult {
    out = List.copyOf(out);
    err = List.copyOf(err);
  }
}
