package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The container image, made by no daemon and started on a real dockerd.
///
/// Its base is made of this machine's own JDK, C library and BusyBox, since no other can be fetched
/// everywhere.
@Timeout(600)
class ImageIT {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  private static final String BASE =
      """
      set -euo pipefail
      mkdir -p root/bin root/tmp root/etc root/root
      chmod 1777 root/tmp
      cp "$(command -v busybox)" root/bin/busybox
      for each in sh cat echo sleep true env uname; do ln -s busybox root/bin/$each; done
      echo 'root:x:0:0::/root:/bin/sh' >root/etc/passwd
      mkdir root/jdk
      tar -C "$JDK" --exclude=./lib/src.zip --exclude=./jmods --exclude=./man --exclude=./demo -c . | tar -C root/jdk -x
      ldd "$JDK/bin/java" "$JDK/lib/server/libjvm.so" | grep -v ':$' | grep -oE '/lib[^ ]*/[^/ ]+[.]so[^ )]*' | grep -v "^$JDK" | sort -u |
        while read -r library; do
          mkdir -p "root$(dirname "$library")"
          cp -L "$library" "root$library"
        done
      tar -C root -c . | docker import -c 'ENV JAVA_HOME=/jdk PATH=/jdk/bin:/bin' - jdk:here >imported
      docker save -o base.tar jdk:here
      docker rmi jdk:here >/dev/null
      rm -r root
      """;

  // Below /tmp itself: the path of a socket must be short.
  private Path folder = Path.of("");
  private String host = "";

  @BeforeEach
  void startDocker() throws Exception {
    folder = Files.createTempDirectory("dyno-image");
    assertThat(type(engine("start"))).as(log()).isZero();
    host = log().strip().replace("DOCKER_HOST=", "");
  }

  @AfterEach
  void stopDocker() throws Exception {
    assertThat(type(engine("stop"))).as(log()).isZero();
    new Work(folder).close();
  }

  @Test
  void it_is_made_without_a_daemon_and_examines_and_measures_in_a_container() throws Exception {
    assertThat(type(List.of("bash", "-c", BASE))).as(log()).isZero();
    var made = folder.resolve("dyno.tar");

    var here = host;
    host = "unix:///nowhere";
    var image = TOP.resolve("scripts/image").toString();
    assertThat(type(List.of(image, made.toString(), "tar://" + folder.resolve("base.tar"))))
        .as(log())
        .isZero();
    host = here;
    assertThat(type(List.of("docker", "load", "-i", made.toString()))).as(log()).isZero();

    assertThat(inContainer("doctor")).as(log()).isIn(0, 6);
    assertThat(log()).contains("cores");
    // Of the profile's four the shortest: the others take as long here as anywhere.
    assertThat(
            inContainer(
                "compare --profile smoke --toggle buffers --budget 20s --out /work/run --no-color"))
        .as(log())
        .isZero();
    var result = new ObjectMapper().readTree(folder.resolve("work/run/result.json").toFile());
    assertThat(result.path("coverage").path("judged").asInt()).isEqualTo(1);
    assertThat(folder.resolve("work/run/index.html")).content().contains("buffers");
  }

  private int inContainer(String words) throws Exception {
    var work = Files.createDirectories(folder.resolve("work"));
    var command = "docker run --rm --network none -v %s:/work dyno %s".formatted(work, words);
    return type(List.of("bash", "-c", command));
  }

  private List<String> engine(String what) {
    var script = TOP.resolve("scripts/docker-engine").toString();
    return List.of(script, what, folder.resolve("docker").toString());
  }

  private int type(List<String> words) throws Exception {
    var builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("DOCKER_HOST", host);
    builder.environment().put("JDK", System.getProperty("java.home"));
    var process = builder.start();
    try {
      assertThat(process.waitFor(400, TimeUnit.SECONDS)).as("ended: %s", words).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve("log"));
  }
}
