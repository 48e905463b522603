package dev.dyno.engine.embedded.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /_ping, ping",
    "HEAD, /_ping, ping",
    "GET, /version, version",
    "GET, /info, info",
    "POST, /auth, auth",
    "GET, /events, events",
    "POST, /images/create, pull",
    "POST, /images/team/create/push, push",
    "POST, /build, build",
    "GET, /images/json, list-images",
    "GET, /images/127.0.0.1:5000/team/app:1/json, inspect-image",
    "GET, /images/app/history, inspect-image",
    "POST, /images/app/tag, tag",
    "DELETE, /images/team/app:1, remove-image",
    "POST, /containers/create, create",
    "GET, /containers/json, list-containers",
    "GET, /containers/box/json, inspect-container",
    "POST, /containers/box/start, start",
    "POST, /containers/box/stop, stop",
    "POST, /containers/box/kill, kill",
    "POST, /containers/box/wait, wait",
    "DELETE, /containers/box, remove",
    "GET, /containers/box/logs, logs",
    "POST, /containers/box/attach, attach",
    "POST, /containers/box/exec, create-exec",
    "POST, /exec/0123/start, exec",
    "GET, /exec/0123/json, inspect-exec",
    "PUT, /containers/box/archive, copy-in",
    "GET, /containers/box/archive, copy-out",
    "HEAD, /containers/box/archive, copy-out",
    "POST, /commit, commit",
    "POST, /containers/box/rename, other",
    "GET, /nobody, other",
  })
  void is_told_from_method_and_path(String method, String path, String operation) {
    assertThat(Operation.of(method, path).label()).isEqualTo(operation);
    assertThat(Operation.labelled(operation)).isEqualTo(Operation.of(method, path));
  }
}
