package dev.dyno.bench.cli;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;

/// A declarative pipeline as Groovy, the language of Jenkins files, reads it: what stands where.
/// Jenkins itself is not had, so what a step does with its words is not known here, but where it
/// may stand is: <https://www.jenkins.io/doc/book/pipeline/syntax/>.
///
/// @param name of the section, such as `stages`
/// @param words that stand behind the name, `junit testResults: 'a.xml'` has a map of one
/// @param sections in its braces
/// @param assigned in its braces, such as `DYNO = '/opt/dyno'`
record Jenkinsfile(
    String name, List<Object> words, List<Jenkinsfile> sections, Map<String, Object> assigned) {

  /// What may stand in a section, by the section's name; of the others nothing is known.
  private static final Map<String, List<String>> GRAMMAR =
      Map.of(
          "pipeline",
          List.of(
              "agent",
              "environment",
              "options",
              "parameters",
              "post",
              "stages",
              "tools",
              "triggers",
              "libraries"),
          "stages",
          List.of("stage"),
          "stage",
          List.of(
              "agent",
              "environment",
              "failFast",
              "input",
              "options",
              "post",
              "stages",
              "steps",
              "tools",
              "when",
              "matrix",
              "parallel"),
          "post",
          List.of(
              "always",
              "changed",
              "fixed",
              "regression",
              "aborted",
              "failure",
              "success",
              "unstable",
              "unsuccessful",
              "cleanup"));

  /// The `pipeline` of a file.
  ///
  /// @throws org.codehaus.groovy.control.CompilationFailedException for what is not Groovy
  /// @throws IllegalStateException for a section where none of its name may stand
  static Jenkinsfile read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static Jenkinsfile parse(String text) {
    var groovy = new CompilerConfiguration();
    groovy.setScriptBaseClass(DelegatingScript.class.getName());
    var script =
        (DelegatingScript)
            new GroovyShell(Jenkinsfile.class.getClassLoader(), groovy).parse(text, "Jenkinsfile");
    var file = new Braces("file");
    script.setDelegate(file);
    script.run();
    if (file.sections.size() != 1 || !file.sections.getFirst().name.equals("pipeline")) {
      throw new IllegalStateException(
          "needs one pipeline, and nothing beside it: " + file.sections);
    }
    return file.sections.getFirst();
  }

  /// The section at a path of names, such as `stages`, `stage`, `steps`.
  Jenkinsfile at(String... path) {
    var found = this;
    for (var next : path) {
      found =
          found.sections.stream()
              .filter(each -> each.name.equals(next))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no %s in %s".formatted(next, this)));
    }
    return found;
  }

  /// Its only word.
  Object word() {
    if (words.size() != 1) {
      throw new IllegalStateException("needs one word: " + this);
    }
    return words.getFirst();
  }

  /// What a pair of braces holds while it is read: Groovy asks it for every name that it meets.
  private static final class Braces extends GroovyObjectSupport {
    private final String name;
    private final List<Jenkinsfile> sections = new ArrayList<>();
    private final Map<String, Object> assigned = new LinkedHashMap<>();

    Braces(String name) {
      this.name = name;
    }

    @Override
    public Object invokeMethod(String section, Object arguments) {
      if (!GRAMMAR.getOrDefault(name, List.of(section)).contains(section)) {
        throw new IllegalStateException("no %s may stand in %s".formatted(section, name));
      }
      var words = new ArrayList<>(Arrays.asList((Object[]) arguments));
      var braces = new Braces(section);
      if (!words.isEmpty() && words.getLast() instanceof Closure<?> closure) {
        words.removeLast();
        closure.setDelegate(braces);
        closure.setResolveStrategy(Closure.DELEGATE_ONLY);
        closure.call();
      }
      var read = new Jenkinsfile(section, words, braces.sections, braces.assigned);
      sections.add(read);
      return read;
    }

    @Override
    public Object getProperty(String word) {
      return word; // `agent any`
    }

    @Override
    public void setProperty(String variable, Object value) {
      assigned.put(variable, value);
    }
  }
}
