package dev.dyno.bench.variant;

import dev.dyno.reports.measurement.Gate;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/// Where the methods of benchmarks are written, as their class files tell, and as the checkout that
/// one is in names it.
public final class SourcePlaces {

  private final JarFile jar;
  private final Git git;

  private SourcePlaces(JarFile jar, Git git) {
    this.jar = jar;
    this.git = git;
  }

  /// Places of all benchmarks whose class files have line numbers.
  ///
  /// @param jar with the benchmarks
  /// @param benchmarks class and method
  /// @param folder perhaps inside their checkout
  public static List<Gate.Place> of(Path jar, Collection<String> benchmarks, Path folder)
      throws IOException {
    var places = new ArrayList<Gate.Place>();
    try (var file = new JarFile(jar.toFile())) {
      var finder = new SourcePlaces(file, new Git(folder));
      for (var benchmark : benchmarks) {
        finder.place(benchmark).ifPresent(places::add);
      }
    }
    return places;
  }

  private Optional<Gate.Place> place(String benchmark) throws IOException {
    int dot = benchmark.lastIndexOf('.');
    var method = benchmark.substring(dot + 1);
    var type = benchmark.substring(0, Math.max(0, dot)).replace('.', '/');
    for (var at = read(type); at.isPresent(); at = parent(at.get())) {
      var found =
          at.get().methods().stream()
              .filter(each -> each.methodName().equalsString(method))
              .findFirst();
      if (found.isPresent()) {
        return place(benchmark, at.get(), found.get());
      }
    }
    return Optional.empty();
  }

  private Optional<Gate.Place> place(String benchmark, ClassModel type, MethodModel method) {
    var source = type.findAttribute(Attributes.sourceFile());
    var line =
        method
            .code()
            .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
            .flatMap(
                table ->
                    table.lineNumbers().stream()
                        .map(LineNumberInfo::lineNumber)
                        .filter(number -> number > 0)
                        .min(Integer::compare));
    if (source.isEmpty() || line.isEmpty()) {
      return Optional.empty();
    }
    var name = type.thisClass().asInternalName();
    var inJar =
        name.substring(0, name.lastIndexOf('/') + 1) + source.get().sourceFile().stringValue();
    return Optional.of(new Gate.Place(benchmark, inCheckout(inJar), line.get()));
  }

  /// The one tracked file of that name; else as the class file names it.
  private String inCheckout(String path) {
    try {
      var files = git.ending("/" + path);
      return files.size() == 1 ? files.getFirst() : path;
    } catch (VariantException noGit) {
      return path;
    }
  }

  private Optional<ClassModel> parent(ClassModel type) throws IOException {
    return type.superclass().isPresent()
        ? read(type.superclass().get().asInternalName())
        : Optional.empty();
  }

  /// JMH writes a nested class with a dot, class files with a dollar.
  private Optional<ClassModel> read(String type) throws IOException {
    for (var name = type; ; ) {
      var entry = jar.getJarEntry(name + ".class");
      if (entry != null) {
        try (var in = jar.getInputStream(entry)) {
          return Optional.of(ClassFile.of().parse(in.readAllBytes()));
        }
      }
      int slash = name.lastIndexOf('/');
      if (slash < 0) {
        return Optional.empty();
      }
      name = name.substring(0, slash) + '$' + name.substring(slash + 1);
    }
  }
}
