package dev.dyno.profiles.junit;

import dev.dyno.profiles.jfr.AllocatedBytes;
import dev.dyno.profiles.jfr.AllocationComparison;
import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.Comparison;
import dev.dyno.profiles.jfr.Watcher;
import dev.dyno.profiles.pages.TestedMethod;
import dev.dyno.profiles.pages.TestedMethod.Outcome;
import dev.dyno.profiles.pages.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one test observed, until its page is written. Safe for use by several threads: a test may
/// observe in any.
final class TestNotes implements Watcher {

  private final String name;
  private final String type;

  /// What it was told: windows and bytes, alone or as two sides.
  private final List<Object> told = new ArrayList<>();

  private final List<View> views = new ArrayList<>();
  private List<String> flags = List.of();
  private boolean forked;
  private Outcome outcome = Outcome.PASSED;
  private String said = "";
  private String at = "";

  /// @param name of the test, for people
  /// @param type the class that its code is in
  TestNotes(String name, String type) {
    this.name = name;
    this.type = type;
  }

  @Override
  public synchronized void finished(Captured window) {
    told.add(window);
  }

  @Override
  public synchronized void broken(Path recording) {
    told.add(recording);
  }

  @Override
  public synchronized void measured(AllocatedBytes bytes) {
    told.add(bytes);
  }

  @Override
  public synchronized void compared(Comparison both) {
    told.removeIf(each -> each == both.baseline() || each == both.candidate());
    told.add(both);
  }

  @Override
  public synchronized void compared(AllocationComparison both) {
    told.removeIf(each -> each == both.baseline() || each == both.candidate());
    told.add(both);
  }

  /// Makes views of what was told, while the recordings are there.
  synchronized void read() {
    for (var each : told) {
      switch (each) {
        case Captured window -> views.add(View.of(window));
        case Comparison both -> views.add(View.of(both));
        case AllocatedBytes bytes -> views.add(View.of(bytes));
        case AllocationComparison both -> views.add(View.of(both));
        default -> views.add(View.broken());
      }
    }
    told.clear();
  }

  /// It ran in another JVM.
  ///
  /// @param jvm flags of that
  /// @param there what it told there
  synchronized void inFork(List<String> jvm, List<View> there) {
    forked = true;
    flags = List.copyOf(jvm);
    views.addAll(there);
  }

  synchronized void ended(Outcome how, Optional<Throwable> cause) {
    outcome = how;
    said = cause.map(TestNotes::words).orElse("");
    at = cause.flatMap(this::place).orElse("");
    read(); // what was observed after the body
  }

  /// An assertion says all itself; what another failure is, its class says.
  private static String words(Throwable cause) {
    var text =
        new StringBuilder(
            cause instanceof AssertionError && cause.getMessage() != null
                ? cause.getMessage()
                : cause.toString());
    for (var more : cause.getSuppressed()) {
      text.append('\n').append(more.getMessage());
    }
    return text.toString().strip();
  }

  private Optional<String> place(Throwable cause) {
    for (var frame : cause.getStackTrace()) {
      if (frame.getClassName().equals(type)) {
        return Optional.of("%s:%d".formatted(frame.getFileName(), frame.getLineNumber()));
      }
    }
    return Optional.empty();
  }

  synchronized TestedMethod asMethod() {
    return new TestedMethod(name, outcome, said, at, flags, forked, views);
  }
}
