package dev.dyno.profiles.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kit in a Maven project that knows nothing of this one: by one dependency, out of a
/// repository that is thrown away too. Offline: everything else comes from this machine's local
/// repository, which is only read.
class ThrowAwayProjectTest {

  private static final String VERSION = "0.1.0-SNAPSHOT";

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.acme</groupId>
        <artifactId>throw-away</artifactId>
        <version>1</version>
        <properties>
          <maven.compiler.release>25</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <dependencies>
          <dependency>
            <groupId>dev.dyno</groupId>
            <artifactId>dyno-profiles</artifactId>
            <version>0.1.0-SNAPSHOT</version>
            <scope>test</scope>
          </dependency>
        </dependencies>
        <repositories>
          <repository><id>kit</id><url>%s</url></repository>
        </repositories>
        <build>
          <plugins>
            <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
            <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
            <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version></plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final String SETTINGS =
      """
      <settings>
        <mirrors>
          <mirror><id>here</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
        </mirrors>
      </settings>
      """;

  private static final String TEST =
      """
      package com.acme;

      import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
      import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;

      import dev.dyno.profiles.jfr.AllocatedBytes;
      import dev.dyno.profiles.jfr.EventCapture;
      import dev.dyno.profiles.junit.InFork;
      import dev.dyno.profiles.junit.Profiled;
      import org.junit.jupiter.api.Test;

      class ShopTest {

        @Test
        @Profiled
        void an_order_starts_one_process(EventCapture capture) throws Exception {
          var seen = capture.during(() -> new ProcessBuilder("true").start().waitFor());
          assertThat(seen.facts(PROCESSES_STARTED)).hasCount(%d);
        }

        @Test
        @InFork(jvm = AllocatedBytes.PINNED)
        void an_order_allocates_1016_bytes() {
          assertThat(AllocatedBytes.of(() -> new byte[1_000].clone())).isExactly(2 * 1_016);
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void one_dependency_is_enough_and_its_tests_can_fail() throws Exception {
    publish(folder.resolve("repository"));
    Files.writeString(folder.resolve("pom.xml"), POM.formatted(url(folder.resolve("repository"))));
    Files.writeString(folder.resolve("settings.xml"), SETTINGS.formatted(url(localRepository())));

    assertThat(maven(1)).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(page("com.acme.ShopTest.html"))
        .contains(">an_order_starts_one_process<", ">an_order_allocates_1016_bytes<")
        .contains(">processes started<", ">2,032<", "-XX:TieredStopAtLevel=1")
        .doesNotContain("Why it failed");
    assertThat(page("index.html")).contains("href=\"com.acme.ShopTest.html\"");
    assertThat(maven(2))
        .contains("expected exactly 2 processes started")
        .contains("observed 1")
        .contains("com.acme.ShopTest.lambda$an_order_starts_one_process")
        .contains("recording: target/recordings/ShopTest.an_order_starts_one_process.jfr");
    assertThat(folder.resolve("target/recordings/ShopTest.an_order_starts_one_process.jfr"))
        .isNotEmptyFile();
    assertThat(page("com.acme.ShopTest.html"))
        .contains("Why it failed", "expected exactly 2 processes started");
  }

  private String page(String name) throws IOException {
    return Files.readString(folder.resolve("target/profiled-tests").resolve(name));
  }

  private String maven(int processes) throws IOException, InterruptedException {
    var sources = Files.createDirectories(folder.resolve("src/test/java/com/acme"));
    Files.writeString(sources.resolve("ShopTest.java"), TEST.formatted(processes));
    var output = folder.resolve("output");
    var command =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-ntp",
                "-o",
                "-Daether.offline.protocols=file",
                "-Dmaven.repo.local=" + folder.resolve("local"),
                "-s",
                folder.resolve("settings.xml").toString(),
                "test")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = command.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("Maven ended").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(output);
  }

  /// Lays the kit out as a repository holds it: its jar, its pom, and its parent's pom.
  private static void publish(Path repository) throws IOException {
    var ours = repository.resolve("dev/dyno");
    var kit = Files.createDirectories(ours.resolve("dyno-profiles").resolve(VERSION));
    var parent = Files.createDirectories(ours.resolve("dyno").resolve(VERSION));
    Files.copy(Path.of("pom.xml"), kit.resolve("dyno-profiles-%s.pom".formatted(VERSION)));
    Files.copy(Path.of("..", "pom.xml"), parent.resolve("dyno-%s.pom".formatted(VERSION)));
    pack(Path.of("target", "classes"), kit.resolve("dyno-profiles-%s.jar".formatted(VERSION)));
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (var files = Files.walk(classes);
        var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }

  /// Surefire says where it is.
  private static Path localRepository() {
    var usual = Path.of(System.getProperty("user.home"), ".m2", "repository");
    return Path.of(System.getProperty("localRepository", usual.toString()));
  }

  private static String url(Path directory) {
    return directory.toUri().toString();
  }
}
