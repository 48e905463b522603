package dev.dyno.bench.variant;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.reflect.AccessFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/// All that a jar can put into a benchmark's JVM, so that two jars can be told to run a benchmark
/// alike without running it.
///
/// What a benchmark reaches are the classes that its generated stub names, those that these name,
/// and so on: an object of a class that nobody names can only be made by reflection, which is
/// looked
/// for. JMH itself counts as a whole, as do all resources, since anybody may read them.
public final class ByteCode {

  private static final String JMH = "org/openjdk/jmh/";

  /// JMH's stubs set the fields of parameters by reflection, of classes that they name.
  private static final String STUBS = "/jmh_generated/";

  private static final String SERVICES = "META-INF/services/";
  private static final String BENCHMARKS = "META-INF/BenchmarkList";

  /// Written by builds, and different each time.
  private static final Pattern NOISE =
      Pattern.compile("META-INF/(MANIFEST\\.MF|maven/.*|INDEX\\.LIST|[^/]*\\.(SF|RSA|DSA|EC))");

  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/\\d+/");
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<]+)");

  /// Manifest entries that change how a JVM runs the jar.
  private static final List<String> TELLING =
      List.of("Multi-Release", "Add-Opens", "Add-Exports", "Enable-Native-Access");

  /// Every class file, by internal name; several for a multi-release jar.
  private final SortedMap<String, List<byte[]>> classes = new TreeMap<>();

  private final SortedMap<String, byte[]> resources = new TreeMap<>();
  private final List<String> manifest = new ArrayList<>();
  private Optional<byte[]> jmh = Optional.empty();

  private ByteCode() {}

  /// What a benchmark can reach.
  public sealed interface Reach {

    /// Equal for two jars exactly when they run the benchmark alike.
    ///
    /// @param sha256 of all that is reached
    /// @param classes how many of the jar's, JMH's left out
    record Known(String sha256, int classes) implements Reach {}

    /// It may reach more than its class files name.
    ///
    /// @param why which class does what
    record Unknown(String why) implements Reach {}
  }

  /// Reads a jar and all that its manifest puts beside it.
  public static ByteCode of(Path jar) throws IOException {
    var code = new ByteCode();
    for (var part : JarSet.of(jar).parts()) {
      if (Files.isDirectory(part)) {
        code.readFolder(part);
      } else {
        code.readJar(part);
      }
    }
    return code;
  }

  private void readFolder(Path folder) throws IOException {
    for (var file : JarSet.files(folder)) {
      var name = folder.relativize(file).toString().replace(File.separatorChar, '/');
      put(name, Files.readAllBytes(file));
    }
  }

  private void readJar(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().filter(each -> !each.isDirectory()).toList()) {
        try (var in = file.getInputStream(entry)) {
          put(entry.getName(), in.readAllBytes());
        }
      }
      if (file.getManifest() != null) {
        var attributes = file.getManifest().getMainAttributes();
        TELLING.forEach(key -> manifest.add(key + "=" + attributes.getValue(key)));
      }
    }
  }

  /// The first of two of one name counts, as on a class path.
  private void put(String name, byte[] bytes) {
    if (!name.endsWith(".class")) {
      if (!NOISE.matcher(name).matches()) {
        resources.putIfAbsent(name, bytes);
      }
      return;
    }
    var type = VERSIONED.matcher(name).replaceFirst("").replaceFirst("\\.class$", "");
    if (type.equals(name.replaceFirst("\\.class$", ""))) {
      if (!classes.containsKey(type)) {
        classes.put(type, new ArrayList<>(List.of(bytes)));
      }
    } else {
      classes.computeIfAbsent(type, _ -> new ArrayList<>()).add(bytes);
    }
  }

  /// What a benchmark reaches.
  ///
  /// @param generated full name of its generated class
  public Reach reach(String generated) {
    var reached = new TreeSet<String>();
    var waiting = new ArrayDeque<String>(List.of(generated.replace('.', '/')));
    var services = services();
    services.forEach(
        (service, providers) -> {
          if (anybodyLoads(service)) {
            waiting.addAll(providers);
          }
        });
    while (!waiting.isEmpty()) {
      var name = waiting.remove();
      if (name.startsWith(JMH) || !classes.containsKey(name) || !reached.add(name)) {
        continue;
      }
      for (var bytes : classes.getOrDefault(name, List.of())) {
        var model = ClassFile.of().parse(bytes);
        var opaque = name.contains(STUBS) ? Optional.<String>empty() : opaque(model);
        if (opaque.isPresent()) {
          return new Reach.Unknown("%s uses %s".formatted(name.replace('/', '.'), opaque.get()));
        }
        var named = named(model);
        waiting.addAll(named);
        named.forEach(each -> waiting.addAll(services.getOrDefault(each, List.of())));
      }
    }
    if (!reached.contains(generated.replace('.', '/'))) {
      return new Reach.Unknown("its generated class %s is not in the jar".formatted(generated));
    }
    return new Reach.Known(hash(reached, generated), reached.size());
  }

  /// Whether a service may be loaded by code that is not the jar's: the JDK's own are, and without
  /// being named. But for security providers: of those the JDK loads only what its own
  /// configuration names, and a jar's code what it names itself.
  private boolean anybodyLoads(String service) {
    return !classes.containsKey(service) && !service.equals("java/security/Provider");
  }

  /// The classes that provide a service, by the name of the service. Whoever names the service may
  /// reach all of them.
  private SortedMap<String, List<String>> services() {
    var services = new TreeMap<String, List<String>>();
    resources.tailMap(SERVICES).entrySet().stream()
        .takeWhile(each -> each.getKey().startsWith(SERVICES))
        .filter(each -> !each.getKey().startsWith(SERVICES + "javax.annotation.processing."))
        .forEach(
            each ->
                services.put(
                    each.getKey().substring(SERVICES.length()).replace('.', '/'),
                    text(each.getValue())
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
                        .filter(line -> !line.isEmpty())
                        .toList()));
    return services;
  }

  /// What lets a class reach others that it does not name, if it does.
  private static Optional<String> opaque(ClassModel model) {
    if (model.methods().stream().anyMatch(each -> each.flags().has(AccessFlag.NATIVE))) {
      return Optional.of("native methods");
    }
    for (var entry : model.constantPool()) {
      if (entry instanceof MemberRefEntry member
          && opaque(member.owner().asInternalName(), member.name().stringValue())) {
        return Optional.of(
            "reflection (%s.%s)"
                .formatted(
                    member.owner().asInternalName().replace('/', '.'),
                    member.name().stringValue()));
      }
    }
    return Optional.empty();
  }

  private static boolean opaque(String owner, String method) {
    return switch (owner) {
      case "java/lang/Class" ->
          method.equals("forName")
              || method.equals("newInstance")
              || method.matches("get(Declared)?(Method|Field|Constructor|Classe?)s?");
      case "java/lang/invoke/MethodHandles$Lookup" ->
          method.startsWith("find")
              || method.startsWith("define")
              || method.startsWith("unreflect");
      case "java/io/ObjectInputStream" ->
          method.equals("<init>") || (method.startsWith("read") && method.endsWith("Object"));
      case "java/util/ResourceBundle" -> method.equals("getBundle");
      case "java/lang/System", "java/lang/Runtime" -> method.startsWith("load");
      case "java/lang/ClassLoader", "java/security/SecureClassLoader", "java/net/URLClassLoader" ->
          !method.startsWith("getResource") && !method.equals("getSystemClassLoader");
      default -> owner.startsWith("java/lang/reflect/") || owner.startsWith("javax/script/");
    };
  }

  private static Collection<String> named(ClassModel model) {
    var names = new TreeSet<String>();
    for (var entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type when type.asInternalName().startsWith("[") ->
            names.addAll(described(type.asInternalName()));
        case ClassEntry type -> names.add(type.asInternalName());
        case NameAndTypeEntry type -> names.addAll(described(type.type().stringValue()));
        case MethodTypeEntry type -> names.addAll(described(type.descriptor().stringValue()));
        default -> {
          // Numbers and texts name no class; handles and calls are made of the entries above.
        }
      }
    }
    model.fields().forEach(each -> names.addAll(described(each.fieldType().stringValue())));
    model.methods().forEach(each -> names.addAll(described(each.methodType().stringValue())));
    return names;
  }

  private static List<String> described(String descriptor) {
    return IN_DESCRIPTOR.matcher(descriptor).results().map(found -> found.group(1)).toList();
  }

  private String hash(Collection<String> reached, String generated) {
    var digest = Digests.sha256();
    for (var name : reached) {
      for (var bytes : classes.getOrDefault(name, List.of())) {
        add(digest, name, bytes);
      }
    }
    resources.forEach(
        (name, bytes) -> {
          if (!name.equals(BENCHMARKS)) {
            add(digest, name, bytes);
          }
        });
    text(resources.getOrDefault(BENCHMARKS, new byte[0]))
        .lines()
        .filter(line -> line.contains(generated))
        .forEach(line -> add(digest, BENCHMARKS, line.getBytes(StandardCharsets.UTF_8)));
    manifest.forEach(line -> add(digest, "manifest", line.getBytes(StandardCharsets.UTF_8)));
    add(digest, JMH, jmh());
    return Digests.hex(digest);
  }

  /// JMH as a whole, once for all benchmarks.
  private byte[] jmh() {
    if (jmh.isEmpty()) {
      var digest = Digests.sha256();
      classes.tailMap(JMH).entrySet().stream()
          .takeWhile(each -> each.getKey().startsWith(JMH))
          .forEach(each -> each.getValue().forEach(bytes -> add(digest, each.getKey(), bytes)));
      jmh = Optional.of(digest.digest());
    }
    return jmh.get();
  }

  /// With lengths, so that no two lists of entries look alike.
  private static void add(MessageDigest digest, String name, byte[] bytes) {
    digest.update("%s %d ".formatted(name, bytes.length).getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
