package dev.dyno.profiles.jfr;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// All occurrences of one exact signal in a window, in order of time; or those of them that passed
/// a filter. Immutable.
public final class Facts {

  private static final int TOP = 5;

  private final Exact signal;
  private final String filters;
  private final List<Occurrence> occurrences;
  private final Optional<KeptRecording> recording;

  Facts(Exact signal, List<Occurrence> occurrences, Optional<KeptRecording> recording) {
    this(signal, "", List.copyOf(occurrences), recording);
  }

  private Facts(
      Exact signal,
      String filters,
      List<Occurrence> occurrences,
      Optional<KeptRecording> recording) {
    this.signal = signal;
    this.filters = filters;
    this.occurrences = occurrences;
    this.recording = recording;
  }

  /// What they are, filters included: `file reads under /data`.
  public String title() {
    return signal.title() + filters;
  }

  /// What was counted.
  public Exact signal() {
    return signal;
  }

  /// How many.
  public long count() {
    return sum(Occurrence::times);
  }

  /// How many bytes they moved; 0 for what moves none.
  public long bytes() {
    return sum(Occurrence::bytes);
  }

  /// Each of them; calls of a method stand together in one line for each overload.
  public List<Occurrence> occurrences() {
    return occurrences;
  }

  /// The earliest.
  public Optional<Occurrence> first() {
    return occurrences.stream().findFirst();
  }

  /// The latest.
  public Optional<Occurrence> last() {
    return occurrences.isEmpty() ? Optional.empty() : Optional.of(occurrences.getLast());
  }

  /// Counts by subject, site or thread, the highest first.
  public Map<String, Long> by(By what) {
    return grouped(what, Occurrence::times);
  }

  /// Bytes by subject, site or thread, the highest first.
  public Map<String, Long> bytesBy(By what) {
    return grouped(what, Occurrence::bytes);
  }

  /// Those about exactly this class, path, address or program. A program without a folder is found
  /// in whichever it was started from: `bash` is `/bin/bash`, too.
  ///
  /// @throws IllegalArgumentException where none could ever be: there is no such class, or the JVM
  ///     records no such subject
  public Facts of(String subject) {
    var found = where(" of " + subject, each -> Subjects.same(signal, subject, each.subject()));
    if (found.occurrences.isEmpty()) {
      Subjects.check(signal, subject);
    }
    return found;
  }

  /// Those about this class.
  ///
  /// @throws IllegalArgumentException where the JVM records no class
  public Facts of(Class<?> type) {
    refuse(!Subjects.areClasses(signal), "a class");
    return of(type.getName());
  }

  /// Those about a path in or below a folder.
  ///
  /// @throws IllegalArgumentException where the JVM records no path
  public Facts under(Path folder) {
    refuse(!Subjects.arePaths(signal), "a path");
    var root = folder.toAbsolutePath().normalize();
    return where(
        " under " + root,
        each -> Path.of(each.subject()).toAbsolutePath().normalize().startsWith(root));
  }

  /// Those with code of a package, class or method on the stack, such as `com.acme.Pull.`.
  ///
  /// @throws IllegalArgumentException where the JVM records no stack of whoever caused it
  public Facts from(String prefix) {
    refuse(
        signal instanceof MethodCalls
            || signal == Fact.GC_PAUSES
            || signal == Fact.VIRTUAL_THREADS_STARTED,
        "who caused it");
    return where(" from " + prefix, each -> each.stack().passes(prefix));
  }

  /// Those that a thread did itself.
  ///
  /// @throws IllegalArgumentException where the JVM records no thread, or not the one that caused
  // it
  public Facts on(Thread thread) {
    refuse(
        signal instanceof MethodCalls
            || signal == Fact.GC_PAUSES
            || signal == Fact.VIRTUAL_THREADS_STARTED,
        "a thread that did it");
    return where(
        " on thread " + thread.getName(),
        each -> each.actor().filter(actor -> actor.id() == thread.threadId()).isPresent());
  }

  /// Those that lasted so long or longer.
  public Facts lasting(Duration least) {
    return where(" of %s or longer".formatted(least), each -> each.took().compareTo(least) >= 0);
  }

  /// Those that pass.
  ///
  /// @param words that complete the title: ` to the registry`
  public Facts where(String words, Predicate<Occurrence> passes) {
    return new Facts(
        signal, filters + words, occurrences.stream().filter(passes).toList(), recording);
  }

  /// Keeps the recording that they were read from, for somebody to look at.
  ///
  /// @return where it is, when there is one
  public Optional<Path> keepRecording() {
    return recording.map(KeptRecording::keep);
  }

  /// The count, then the top subjects, sites and threads: what a failed assertion shows.
  public String observed() {
    var text = new StringBuilder("%,d".formatted(count()));
    if (bytes() != 0) {
      text.append(" with %,d bytes".formatted(bytes()));
    }
    if (occurrences.isEmpty()) {
      return text.toString();
    }
    describe(text, By.SITE, "site");
    describe(text, By.SUBJECT, signal.subject());
    describe(text, By.THREAD, "thread");
    return text.toString();
  }

  private void describe(StringBuilder text, By what, String name) {
    var groups = by(what);
    if (groups.keySet().stream().allMatch(key -> key.startsWith("unknown"))) {
      return;
    }
    text.append("\n  by ").append(name).append(':');
    groups.entrySet().stream()
        .limit(TOP)
        .forEach(each -> text.append("\n    %,8d  %s".formatted(each.getValue(), each.getKey())));
    if (groups.size() > TOP) {
      text.append("\n    and %,d more".formatted(groups.size() - TOP));
    }
  }

  private void refuse(boolean when, String what) {
    if (when) {
      throw new IllegalArgumentException(
          "the JVM does not record %s with %s: they cannot be filtered by it"
              .formatted(what, signal.title()));
    }
  }

  private long sum(ToLongFunction<Occurrence> amount) {
    return occurrences.stream().mapToLong(amount).sum();
  }

  private Map<String, Long> grouped(By what, ToLongFunction<Occurrence> amount) {
    return occurrences.stream()
        .collect(Collectors.groupingBy(what::key, Collectors.summingLong(amount)))
        .entrySet()
        .stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }

  @Override
  public String toString() {
    return title() + ": " + observed();
  }
}
