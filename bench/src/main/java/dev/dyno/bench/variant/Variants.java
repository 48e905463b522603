package dev.dyno.bench.variant;

import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.policy.GateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Turns names of variants into jars: builds git refs in a worktree of their own, and keeps what
/// was
/// built by commit, JDK and build command.
public final class Variants {

  private static final String CACHE = ".dyno";

  private static final long PID = ProcessHandle.current().pid();

  /// In a folder of the cache: the path of the jar in it.
  private static final String JAR_NOTE = "dyno-jar";

  private final Path folder;
  private final Optional<GateFile.Build> build;
  private final Path work;
  private final Consumer<String> progress;
  private @Nullable Process building;
  private boolean stopped;

  /// @param folder that the user is in
  /// @param build how the project builds its jar, if it says
  /// @param work for logs and checkouts; soon gone
  /// @param progress hears what takes long
  public Variants(
      Path folder, Optional<GateFile.Build> build, Path work, Consumer<String> progress) {
    this.folder = folder;
    this.build = build;
    this.work = work;
    this.progress = progress;
  }

  /// A variant that is there.
  ///
  /// @param jar with its benchmarks and their JMH; its manifest may name libraries
  /// @param commit full hash; empty when it is not known
  /// @param dirty whether the checkout differed from it
  /// @param flags and system properties of its forks, which its JVM takes
  public record Found(
      String named, Path jar, Jdk jdk, String commit, boolean dirty, List<String> flags) {

    public Found {
      flags = List.copyOf(flags);
    }

    /// As a measurement keeps it.
    ///
    /// @param jmh version inside
    public Origin origin(String jmh) throws IOException {
      return new Origin(named, commit, dirty, JarSet.of(jar).sha256(), jmh);
    }

    /// Whether both are the same, byte for byte, libraries included.
    public boolean sameBytes(Found other) throws IOException {
      return JarSet.of(jar).sha256().equals(JarSet.of(other.jar).sha256());
    }
  }

  private record Code(Path jar, String commit, boolean dirty) {}

  /// Finds one side.
  ///
  /// @param named as the command line did
  /// @param other whose code counts where this side names none
  /// @throws VariantException when it cannot be had; shows the log of a build that fails
  public Found find(Named named, Named other) throws VariantException, IOException {
    var whole = whole(named);
    var jdk = jdk(whole);
    var refused = jdk.refuses(whole.flags(), work);
    if (refused.isPresent()) {
      throw new VariantException(
          "variant '%s': %s does not start with %s: %s"
              .formatted(named.text(), jdk.name(), String.join(" ", whole.flags()), refused.get()));
    }
    var which = whole.code().or(other::code).orElseGet(() -> new Named.Code.WorkingTree());
    var code = code(which, jdk);
    return new Found(named.text(), code.jar(), jdk, code.commit(), code.dirty(), whole.flags());
  }

  /// A run's candidate had a JDK and flags, too: they hold where this side names none of its own.
  private Named whole(Named named) throws VariantException, IOException {
    if (named.code().isPresent() && named.code().get() instanceof Named.Code.Stored(Path file)) {
      var run = MeasurementFile.read(file);
      var jdk = Named.of(gate(run, file).candidate().named(), folder).jdk();
      var flags = run.comparisons().stream().findFirst().map(it -> it.candidate().jvmArgs());
      return new Named(
          named.text(),
          named.code(),
          named.jdk().or(() -> jdk),
          named.flags().isEmpty() ? flags.orElse(List.of()) : named.flags());
    }
    return named;
  }

  private static Jdk jdk(Named named) throws VariantException {
    try {
      return named.installed();
    } catch (IOException none) {
      throw new VariantException(String.valueOf(none.getMessage()), none);
    }
  }

  private Code code(Named.Code which, Jdk jdk) throws VariantException, IOException {
    return switch (which) {
      case Named.Code.Jar(Path file) -> new Code(copy(file), "", false);
      case Named.Code.Ref(String ref) -> built(commit(ref), jdk);
      case Named.Code.WorkingTree _ -> workingTree(jdk);
      case Named.Code.Stored(Path measurement) -> stored(measurement, jdk);
    };
  }

  private String commit(String ref) throws VariantException {
    var git = new Git(folder);
    git.top();
    return git.commit(ref)
        .orElseThrow(
            () ->
                new VariantException(
                    "'%s' is no jar, no stored run, and no ref that git knows here: fetch it, or name another"
                        .formatted(ref)));
  }

  private Code workingTree(Jdk jdk) throws VariantException, IOException {
    var recipe = recipe("the working tree");
    var git = new Git(folder);
    Optional<String> commit = Optional.empty();
    var top = folder;
    try {
      top = git.top();
      commit = git.commit("HEAD");
    } catch (VariantException noCheckout) {
      progress.accept("not inside a git checkout: the run will not know its commit");
    }
    boolean dirty = commit.isPresent() && git.dirty();
    progress.accept("building the working tree: " + recipe.command());
    var jar = jar(recipe, top, jdk, "the working tree");
    return new Code(copy(jar), commit.orElse(""), dirty);
  }

  /// The next build of the same checkout, that of a test perhaps, must not change what is measured.
  /// What is no jar stays where it is: who lists its benchmarks says so.
  private Path copy(Path jar) throws IOException {
    try {
      return JarSet.of(jar).copy(Files.createTempDirectory(work, "jar"));
    } catch (ZipException noJar) {
      return jar.toAbsolutePath().normalize();
    }
  }

  private Code built(String commit, Jdk jdk) throws VariantException, IOException {
    var recipe = recipe("commit " + commit);
    var git = new Git(folder);
    var cache = cache(git.top());
    var key = Digests.of("%s\n%s\n%s".formatted(jdk.name(), recipe.command(), recipe.jar()));
    var kept = cache.resolve("%s-%s".formatted(commit, key.substring(0, 16)));
    var note = kept.resolve(JAR_NOTE);
    if (Files.isRegularFile(note)) {
      return new Code(kept.resolve(Files.readString(note).strip()), commit, false);
    }
    progress.accept("building %s: %s".formatted(commit, recipe.command()));
    var checkout = Files.createTempDirectory(work, "checkout").resolve("tree");
    git.checkOut(commit, checkout);
    try {
      keep(jar(recipe, checkout, jdk, "commit " + commit), kept);
    } finally {
      git.forget(checkout);
    }
    return new Code(kept.resolve(Files.readString(note).strip()), commit, false);
  }

  /// Puts a jar and its libraries into the cache: all of them or, when it is interrupted, nothing
  /// that would be taken for it.
  private static void keep(Path jar, Path kept) throws IOException {
    var draft = kept.resolveSibling("%s.%d.part".formatted(kept.getFileName(), PID));
    var copy = JarSet.of(jar).copy(draft);
    Files.writeString(draft.resolve(JAR_NOTE), draft.relativize(copy).toString());
    try {
      Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException there) { // another gate has built it meanwhile; its copy is as good
      if (!Files.isRegularFile(kept.resolve(JAR_NOTE))) {
        throw there;
      }
    }
  }

  /// A folder that git does not see.
  private static Path cache(Path top) throws IOException {
    var own = Files.createDirectories(top.resolve(CACHE));
    var ignore = own.resolve(".gitignore");
    if (!Files.exists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
    return Files.createDirectories(own.resolve("builds"));
  }

  private GateFile.Build recipe(String what) throws VariantException {
    return build.orElseThrow(
        () ->
            new VariantException(
                "%s must be built, and no %s says how: add build: with command: and jar:, or name a jar"
                    .formatted(what, GateFile.NAME)));
  }

  private Path jar(GateFile.Build recipe, Path checkout, Jdk jdk, String what)
      throws VariantException, IOException {
    new Building(recipe.command(), checkout, jdk, work).run(what, this::begun);
    var jar = checkout.resolve(recipe.jar());
    if (!Files.isRegularFile(jar)) {
      throw new VariantException.BuildFailed(
          "the build of %s left no %s: correct build.jar in %s"
              .formatted(what, recipe.jar(), GateFile.NAME));
    }
    return jar;
  }

  private synchronized void begun(Process process) {
    building = process;
    if (stopped) {
      stop();
    }
  }

  /// Ends the build that is going on, and any that would begin: what it left is taken away by who
  /// asked for it. May be called from any thread.
  public synchronized void stop() {
    stopped = true;
    var process = building;
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static Gate gate(Measurement run, Path file) throws VariantException {
    return run.gate()
        .orElseThrow(
            () ->
                new VariantException(
                    "%s is of dyno %s, which names no code: name a run of dyno gate"
                        .formatted(file, run.command())));
  }

  private Code stored(Path measurement, Jdk jdk) throws VariantException, IOException {
    var gate = gate(MeasurementFile.read(measurement), measurement);
    var origin = gate.candidate();
    if (!origin.commit().isEmpty() && !origin.dirty()) {
      return built(commit(origin.commit()), jdk);
    }
    var own = Named.of(origin.named(), folder).code();
    var code = own.isPresent() ? own : Named.of(gate.baseline().named(), folder).code();
    if (code.isPresent() && code.get() instanceof Named.Code.Jar(Path jar)) {
      if (!JarSet.of(jar).sha256().equals(origin.sha256())) {
        throw new VariantException(
            "%s is no longer the jar that %s measured: name a jar that was kept"
                .formatted(origin.named(), measurement));
      }
      return new Code(copy(jar), "", false);
    }
    throw new VariantException(
        "%s measured %s with changes that no commit holds: name a run of a clean checkout"
            .formatted(measurement, origin.label()));
  }
}
