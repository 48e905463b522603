package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryClientTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, http://localhost",
    "localhost:5000, http://localhost:5000",
    "127.0.0.1:5000, http://127.0.0.1:5000",
    "[::1]:5000, http://[::1]:5000",
    "docker.io, https://registry-1.docker.io",
    "ghcr.io, https://ghcr.io",
    "localhost.example.org, https://localhost.example.org",
    "127.example.org:5000, https://127.example.org:5000",
    "127.0.0.1.example.org, https://127.0.0.1.example.org",
  })
  void only_this_machine_is_spoken_to_in_the_clear(String registry, String address) {
    assertThat(RegistryClient.baseOf(registry)).hasToString(address);
  }
}
