package dev.dyno.engine.lifecycle;

import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts.Account;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.TreeMap;

/// A build in one array of texts, in which equal texts are one object.
///
/// ```
/// texts   app image tag repository file folder │ packages │ files │ registries │ key values… │ …
/// counts                                         packages   files   registries   values        …
/// traits  type (high digits), environment, verbose (lowest bit)
/// ```
/// A list that is read off it is a view: 24 bytes, nothing copied. A map is made anew.
final class PackedBuild implements BuildView {

  private static final int APP = 0;
  private static final int IMAGE = 1;
  private static final int TAG = 2;
  private static final int REPOSITORY = 3;
  private static final int FILE = 4;
  private static final int FOLDER = 5;
  private static final int FIXED = 6;

  private static final int PACKAGES = 0;
  private static final int FILES = 1;
  private static final int REGISTRIES = 2;
  private static final int CUSTOM = 3;

  private static final List<BuildEnvironment> ENVIRONMENTS = List.of(BuildEnvironment.values());
  private static final List<BuildType> TYPES = List.of(BuildType.values());

  /// Builds for one of these share it.
  private static final List<Platform> USUAL =
      List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));

  private static final Account[] NOBODY = {};

  private final String[] texts;
  private final int[] counts;
  private final Account[] accounts;
  private final Platform platform;
  private final byte traits;

  PackedBuild(Build build) {
    var custom = new TreeMap<>(build.custom()); // in one order, so that equal builds are equal here
    var registries = new TreeMap<>(build.registries());
    var one = new HashMap<String, String>();
    var all = new ArrayList<String>();
    for (var text :
        List.of(
            build.app(),
            build.image(),
            build.tag(),
            build.repository(),
            build.file(),
            build.folder())) {
      all.add(text);
    }
    all.addAll(build.sourcePackages());
    all.addAll(build.sourceFiles());
    all.addAll(registries.keySet());
    counts = new int[CUSTOM + custom.size()];
    counts[PACKAGES] = build.sourcePackages().size();
    counts[FILES] = build.sourceFiles().size();
    counts[REGISTRIES] = registries.size();
    int key = CUSTOM;
    for (var entry : custom.entrySet()) {
      all.add(entry.getKey());
      all.addAll(entry.getValue());
      counts[key++] = entry.getValue().size();
    }
    texts = all.stream().map(text -> one.computeIfAbsent(text, it -> it)).toArray(String[]::new);
    accounts = registries.isEmpty() ? NOBODY : registries.values().toArray(Account[]::new);
    platform = shared(build.platform());
    int kind = TYPES.indexOf(build.type()) * ENVIRONMENTS.size();
    int both = kind + ENVIRONMENTS.indexOf(build.environment());
    traits = (byte) (2 * both + (build.verbose() ? 1 : 0));
  }

  private static Platform shared(Platform platform) {
    int usual = USUAL.indexOf(platform);
    return usual < 0 ? platform : USUAL.get(usual);
  }

  @Override
  public String app() {
    return texts[APP];
  }

  @Override
  public BuildEnvironment environment() {
    return ENVIRONMENTS.get(traits / 2 % ENVIRONMENTS.size());
  }

  @Override
  public String image() {
    return texts[IMAGE];
  }

  @Override
  public String tag() {
    return texts[TAG];
  }

  @Override
  public String repository() {
    return texts[REPOSITORY];
  }

  @Override
  public String file() {
    return texts[FILE];
  }

  @Override
  public String folder() {
    return texts[FOLDER];
  }

  @Override
  public BuildType type() {
    return TYPES.get(traits / 2 / ENVIRONMENTS.size());
  }

  @Override
  public boolean verbose() {
    return traits % 2 == 1;
  }

  @Override
  public Map<String, List<String>> custom() {
    var custom = new HashMap<String, List<String>>();
    int at = registriesAt() + counts[REGISTRIES];
    for (int key = CUSTOM; key < counts.length; key++) {
      custom.put(texts[at], new Slice(texts, at + 1, counts[key]));
      at += 1 + counts[key];
    }
    return Map.copyOf(custom);
  }

  @Override
  public Map<String, Account> registries() {
    var registries = new HashMap<String, Account>();
    for (int i = 0; i < accounts.length; i++) {
      registries.put(texts[registriesAt() + i], accounts[i]);
    }
    return Map.copyOf(registries);
  }

  private int registriesAt() {
    return FIXED + counts[PACKAGES] + counts[FILES];
  }

  @Override
  public Platform platform() {
    return platform;
  }

  @Override
  public List<String> sourcePackages() {
    return new Slice(texts, FIXED, counts[PACKAGES]);
  }

  @Override
  public List<String> sourceFiles() {
    return new Slice(texts, FIXED + counts[PACKAGES], counts[FILES]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedBuild that
        && traits == that.traits
        && platform.equals(that.platform)
        && Arrays.equals(counts, that.counts)
        && Arrays.equals(texts, that.texts)
        && Arrays.equals(accounts, that.accounts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        traits,
        platform,
        Arrays.hashCode(texts),
        Arrays.hashCode(counts),
        Arrays.hashCode(accounts));
  }

  /// [#summary].
  @Override
  public String toString() {
    return summary();
  }

  /// Some of the texts. Cannot be changed.
  private static final class Slice extends AbstractList<String> implements RandomAccess {

    private final String[] texts;
    private final int from;
    private final int size;

    Slice(String[] texts, int from, int size) {
      this.texts = texts;
      this.from = from;
      this.size = size;
    }

    @Override
    public String get(int index) {
      return texts[from + Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
      return size;
    }
  }
}
