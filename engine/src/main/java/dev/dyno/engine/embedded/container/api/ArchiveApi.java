package dev.dyno.engine.embedded.container.api;

import dev.dyno.engine.embedded.container.Container;
import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.container.files.FilesException;
import dev.dyno.engine.embedded.container.files.PathStat;
import dev.dyno.engine.embedded.container.files.Selection;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.OptionalLong;

/// Copies files into containers and out of them, as tars.
public final class ArchiveApi {
  private final Containers containers;

  /// Serves these.
  public ArchiveApi(Containers containers) {
    this.containers = containers;
  }

  /// `HEAD /containers/{name}/archive?path=`: what is there, in a header.
  public void stat(Exchange exchange) throws IOException, ContainerProblem {
    describe(select(exchange), exchange).send(200);
  }

  /// `GET /containers/{name}/archive?path=`.
  public void get(Exchange exchange) throws IOException, ContainerProblem {
    var selection = select(exchange);
    describe(selection, exchange).with("Content-Type", "application/x-tar");
    try (var out = exchange.stream(200, OptionalLong.empty())) {
      selection.writeTo(out);
    }
  }

  /// `PUT /containers/{name}/archive?path=`: all of the tar, or nothing.
  public void put(Exchange exchange) throws IOException, ContainerProblem {
    var container = require(exchange);
    var path = path(exchange);
    try {
      container.files().extract(path, exchange.body());
    } catch (FilesException e) {
      throw problem(e, path, exchange);
    }
    exchange.send(200);
  }

  private Selection select(Exchange exchange) throws IOException, ContainerProblem {
    var container = require(exchange);
    var path = path(exchange);
    try {
      return container.files().select(path);
    } catch (FilesException e) {
      throw problem(e, path, exchange);
    }
  }

  private Container require(Exchange exchange) throws ContainerProblem {
    return containers.require(exchange.variable("name"));
  }

  private static String path(Exchange exchange) throws ContainerProblem {
    return exchange
        .query("path")
        .orElseThrow(() -> new ContainerProblem.Invalid("bad parameter: 'path' cannot be empty"));
  }

  private static ContainerProblem problem(FilesException e, String path, Exchange exchange) {
    return switch (e) {
      case FilesException.Missing _ ->
          new ContainerProblem.Missing(
              "Could not find the file %s in container %s"
                  .formatted(path, exchange.variable("name")));
      case FilesException.Refused refused ->
          new ContainerProblem.Invalid(String.valueOf(refused.getMessage()));
    };
  }

  private static Exchange describe(Selection selection, Exchange exchange) {
    return exchange.with(
        "X-Docker-Container-Path-Stat",
        Base64.getEncoder().encodeToString(Json.bytes(json(selection.stat()))));
  }

  private static Object json(PathStat stat) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", stat.name());
    json.put("size", stat.size());
    json.put("mode", stat.mode());
    json.put("mtime", stat.modified().toString());
    json.put("linkTarget", stat.linkTarget());
    return json;
  }
}
