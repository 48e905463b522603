package dev.dyno.bench.variant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCodeTest {

  private static final String WORK = "theirs.jmh_generated.LibraryBenchmark_work_jmhTest";
  private static final String OTHER = "theirs.jmh_generated.OtherBenchmark_other_jmhTest";

  private static final String OTHER_BENCHMARK =
      """
      package theirs;
      import org.openjdk.jmh.annotations.*;
      @State(Scope.Thread)
      public class OtherBenchmark {
        @Benchmark public int other() {
          return Elsewhere.answer();
        }
      }
      """;

  private static final String ELSEWHERE =
      "package theirs; class Elsewhere { static int answer() { return 42; } }";

  @TempDir static Path jars;

  private static Path before;

  @TempDir Path folder;

  @BeforeAll
  static void before() throws IOException {
    before = new JmhJars(jars).jar("before", "1.36", sources(Map.of()));
  }

  private static Map<String, String> sources(Map<String, String> other) {
    var sources = new HashMap<>(JmhJars.sources(400));
    sources.put("theirs/OtherBenchmark.java", OTHER_BENCHMARK);
    sources.put("theirs/Elsewhere.java", ELSEWHERE);
    sources.putAll(other);
    return sources;
  }

  @Test
  void one_changed_class_touches_only_the_benchmarks_that_reach_it() throws Exception {
    var changed = changed("theirs/Library.java", JmhJars.source("theirs/Library.java", 401));

    assertThat(hash(changed, WORK)).isNotEqualTo(hash(before, WORK));
    assertThat(hash(changed, OTHER)).isEqualTo(hash(before, OTHER));
  }

  @Test
  void a_class_that_is_reached_through_a_lambda_an_interface_and_an_array_counts()
      throws Exception {
    var through =
        """
        package theirs;
        class Elsewhere {
          static int answer() {
            java.util.function.IntSupplier lambda = () -> new Far[0].length + Near.get().near();
            return lambda.getAsInt();
          }
        }
        interface Near {
          int near();
          static Near get() { return new Behind(); }
        }
        class Far {}
        class Behind implements Near {
          public int near() { return 1; }
        }
        """;
    var one = changed("theirs/Elsewhere.java", through);
    var other =
        new JmhJars(folder)
            .jar(
                "behind",
                "1.36",
                sources(Map.of("theirs/Elsewhere.java", through.replace("return 1", "return 2"))));

    assertThat(hash(other, OTHER)).isNotEqualTo(hash(one, OTHER));
    assertThat(hash(other, WORK)).isEqualTo(hash(one, WORK));
    assertThat(((ByteCode.Reach.Known) ByteCode.of(one).reach(OTHER)).classes())
        .isGreaterThan(((ByteCode.Reach.Known) ByteCode.of(before).reach(OTHER)).classes() + 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { return Class.forName(\"theirs.Library\").hashCode(); } catch (Exception e) { return 0; }",
        "try { return Elsewhere.class.getDeclaredMethod(\"answer\").hashCode(); } catch (Exception e) { return 0; }",
        "try { return Elsewhere.class.getClassLoader().loadClass(\"x\").hashCode(); } catch (Exception e) { return 0; }",
        "System.load(\"/x\"); return 1;",
        "class Own extends java.security.SecureClassLoader {} return new Own().hashCode();",
        "class Own extends java.io.ObjectInputStream { Own() throws java.io.IOException {} } return Own.class.hashCode();",
      })
  void reflection_and_native_code_cannot_be_skipped(String body) throws Exception {
    var jar = changed("theirs/Elsewhere.java", ELSEWHERE.replace("return 42;", body));

    assertThat(ByteCode.of(jar).reach(OTHER))
        .isInstanceOfSatisfying(
            ByteCode.Reach.Unknown.class,
            unknown ->
                assertThat(unknown.why())
                    .matches("theirs\\.Elsewhere(\\$1Own)? uses reflection \\(.*"));
    assertThat(ByteCode.of(jar).reach(WORK)).isInstanceOf(ByteCode.Reach.Known.class);
  }

  @Test
  void another_resource_touches_every_benchmark_and_what_builds_write_does_not() throws Exception {
    var resource = JmhJars.with(before, folder.resolve("a.jar"), "words.txt", "other words");
    var built =
        JmhJars.with(
            before, folder.resolve("b.jar"), "META-INF/maven/pom.properties", "#Tue Nov 24 2026");

    assertThat(hash(resource, WORK)).isNotEqualTo(hash(before, WORK));
    assertThat(hash(built, WORK)).isEqualTo(hash(before, WORK));
  }

  @Test
  void what_a_service_file_names_is_reached() throws Exception {
    var one =
        JmhJars.with(
            before, folder.resolve("one.jar"), "META-INF/services/theirs.X", "theirs.Elsewhere");
    var changed = changed("theirs/Elsewhere.java", ELSEWHERE.replace("42", "43"));
    var other =
        JmhJars.with(
            changed, folder.resolve("other.jar"), "META-INF/services/theirs.X", "theirs.Elsewhere");

    assertThat(hash(one, WORK)).isNotEqualTo(hash(other, WORK));
  }

  @Test
  void who_provides_a_service_counts_for_those_that_name_the_service() throws Exception {
    var changed = changed("theirs/Elsewhere.java", ELSEWHERE.replace("42", "43"));
    for (var service : new String[] {"theirs.Library", "theirs.OtherBenchmark"}) {
      var file = "META-INF/services/" + service;
      var one =
          hash(JmhJars.with(before, folder.resolve("one.jar"), file, "theirs.Elsewhere"), WORK);
      var other =
          hash(JmhJars.with(changed, folder.resolve("other.jar"), file, "theirs.Elsewhere"), WORK);

      assertThat(one.equals(other)).as(service).isEqualTo(service.equals("theirs.OtherBenchmark"));
    }
  }

  @Test
  void another_jmh_is_another_program() throws Exception {
    var newer = new JmhJars(folder).jar("newer", "1.35", sources(Map.of()));

    assertThat(hash(newer, OTHER)).isNotEqualTo(hash(before, OTHER));
  }

  @Test
  void a_stub_that_is_not_there_is_unknown() throws Exception {
    assertThat(ByteCode.of(before).reach("theirs.Absent"))
        .isEqualTo(
            new ByteCode.Reach.Unknown("its generated class theirs.Absent is not in the jar"));
  }

  private Path changed(String file, String source) throws IOException {
    return new JmhJars(folder).jar("changed", "1.36", sources(Map.of(file, source)));
  }

  private static String hash(Path jar, String generated) throws IOException {
    var reach = ByteCode.of(jar).reach(generated);
    assertThat(reach).isInstanceOf(ByteCode.Reach.Known.class);
    return ((ByteCode.Reach.Known) reach).sha256();
  }
}
