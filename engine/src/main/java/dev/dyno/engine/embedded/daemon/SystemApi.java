package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who the daemon is, and whether a registry knows a user.
final class SystemApi {
  static final String DRIVER = "dyno";

  private static final String API_VERSION = "1.41";
  private static final String OLDEST_API_VERSION = "1.12";
  private static final String VERSION = "20.10.0-dyno";
  private static final String HUB = "https://index.docker.io/v1/";
  private static final int LARGEST_REQUEST = 64 * 1024;

  private final ImageStore images;
  private final Containers containers;

  SystemApi(ImageStore images, Containers containers) {
    this.images = images;
    this.containers = containers;
  }

  static Exchange identify(Exchange exchange) {
    return exchange
        .with("Api-Version", API_VERSION)
        .with("Docker-Experimental", "false")
        .with("Ostype", "linux")
        .with("Server", "Dyno/" + VERSION);
  }

  void ping(Exchange exchange) throws IOException {
    exchange
        .with("Builder-Version", "1")
        .with("Cache-Control", "no-cache, no-store, must-revalidate")
        .sendText(200, "OK");
  }

  void version(Exchange exchange) throws IOException {
    var architecture = Platform.host().architecture();
    var details = new LinkedHashMap<String, Object>();
    details.put("ApiVersion", API_VERSION);
    details.put("MinAPIVersion", OLDEST_API_VERSION);
    details.put("Os", "linux");
    details.put("Arch", architecture);
    var json = new LinkedHashMap<String, Object>();
    json.put("Platform", Map.of("Name", "Dyno embedded daemon"));
    json.put(
        "Components", List.of(Map.of("Name", "Engine", "Version", VERSION, "Details", details)));
    json.put("Version", VERSION);
    json.putAll(details);
    json.put("KernelVersion", System.getProperty("os.version"));
    exchange.sendJson(200, json);
  }

  void info(Exchange exchange) throws IOException {
    var json = new LinkedHashMap<String, Object>();
    json.put("ID", "dyno");
    json.put("Name", "dyno");
    var all = containers.all();
    long running = all.stream().filter(it -> it.state().isRunning()).count();
    json.put("Containers", all.size());
    json.put("ContainersRunning", running);
    json.put("ContainersPaused", 0);
    json.put("ContainersStopped", all.size() - running);
    json.put("Images", images.images().size());
    json.put("Driver", DRIVER);
    json.put("ServerVersion", VERSION);
    json.put("OperatingSystem", "Dyno embedded daemon");
    json.put("OSType", "linux");
    json.put("Architecture", System.getProperty("os.arch"));
    json.put("NCPU", Runtime.getRuntime().availableProcessors());
    json.put("MemTotal", Runtime.getRuntime().maxMemory());
    json.put("IndexServerAddress", HUB);
    json.put("RegistryConfig", Map.of("InsecureRegistryCIDRs", List.of("127.0.0.0/8")));
    json.put("Plugins", Map.of());
    json.put("Swarm", Map.of("LocalNodeState", "inactive"));
    json.put("SecurityOptions", List.of());
    json.put("Warnings", List.of());
    exchange.sendJson(200, json);
  }

  /// `docker login`: asks the registry itself.
  void auth(Exchange exchange) throws IOException, DaemonError {
    var json = Json.tree(exchange.body(LARGEST_REQUEST));
    var registry = hostOf(json.path("serveraddress").asText(HUB));
    try {
      RegistryClient.connect(registry, RegistryCredentials.of(json), List.of()).requireAdmission();
      exchange.sendJson(200, Map.of("Status", "Login Succeeded", "IdentityToken", ""));
    } catch (RegistryFailure e) {
      throw new DaemonError(e.status() == 401 ? 401 : 500, String.valueOf(e.getMessage()));
    }
  }

  private static String hostOf(String address) {
    var host = address.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return host.equals("index.docker.io") ? "docker.io" : host;
  }
}
