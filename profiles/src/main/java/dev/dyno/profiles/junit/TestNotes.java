package dev.dyno.profiles.junit;

import dev.dyno.profiles.jfr.AllocatedBytes;
import dev.dyno.profiles.jfr.AllocationComparison;
import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.Comparison;
import dev.dyno.profiles.jfr.Watcher;
import dev.dyno.profiles.layout.Footprint;
import dev.dyno.profiles.layout.FootprintWatcher;
import dev.dyno.profiles.pages.TestedMethod;
import dev.dyno.profiles.pages.TestedMethod.Outcome;
import dev.dyno.profiles.pages.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What one test observed, until its page is written. Safe for use by several threads: a test may
/// observe in any.
final class TestNotes implements Watcher, FootprintWatcher {

  private final String name;
  private final String type;

  private final List<Told> told = new ArrayList<>();

  private final List<View> views = new ArrayList<>();
  private List<String> flags = List.of();
  private boolean forked;
  private Outcome outcome = Outcome.PASSED;
  private String said = "";
  private String at = "";

  /// What it was told, and is not read yet.
  ///
  /// @param source the very object
  /// @param view what it is shown as
  private record Told(Object source, Supplier<View> view) {}

  /// @param name of the test, for people
  /// @param type the class that its code is in
  TestNotes(String name, String type) {
    this.name = name;
    this.type = type;
  }

  @Override
  public synchronized void finished(Captured window) {
    told.add(new Told(window, () -> View.of(window)));
  }

  @Override
  public synchronized void broken(Path recording) {
    told.add(new Told(recording, View::broken));
  }

  @Override
  public synchronized void measured(AllocatedBytes bytes) {
    told.add(new Told(bytes, () -> View.of(bytes)));
  }

  @Override
  public synchronized void compared(Comparison both) {
    instead(both.baseline(), both.candidate(), () -> View.of(both), both);
  }

  @Override
  public synchronized void compared(AllocationComparison both) {
    instead(both.baseline(), both.candidate(), () -> View.of(both), both);
  }

  @Override
  public synchronized void counted(String what, Footprint footprint) {
    told.add(new Told(footprint, () -> View.of(what, footprint)));
  }

  /// The same two may be compared again: told once.
  @Override
  public synchronized void compared(Footprint baseline, Footprint candidate) {
    var pair = List.of(baseline, candidate);
    if (told.stream().noneMatch(each -> each.source().equals(pair))) {
      instead(baseline, candidate, () -> View.of(baseline, candidate), pair);
    }
  }

  /// Two that were told for themselves are told as one.
  private void instead(Object baseline, Object candidate, Supplier<View> view, Object both) {
    told.removeIf(each -> each.source() == baseline || each.source() == candidate);
    told.add(new Told(both, view));
  }

  /// Makes views of what was told, while the recordings are there.
  synchronized void read() {
    told.forEach(each -> views.add(each.view().get()));
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
