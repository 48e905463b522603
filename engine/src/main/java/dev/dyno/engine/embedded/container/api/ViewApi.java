package dev.dyno.engine.embedded.container.api;

import dev.dyno.engine.embedded.container.Container;
import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.http.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Shows containers.
public final class ViewApi {
  private final Containers containers;

  /// Shows these.
  public ViewApi(Containers containers) {
    this.containers = containers;
  }

  /// `GET /containers/json?all=&limit=&filters=`: the newest first.
  public void list(Exchange exchange) throws IOException, ContainerProblem {
    var filter = ContainerFilter.parse(exchange.query("filters"));
    int limit = limit(exchange);
    boolean all = exchange.flag("all") || filter.namesStates() || limit > 0;
    var found = new ArrayList<Container>();
    for (var container : containers.all().reversed()) {
      if ((all || container.state().isRunning()) && filter.accepts(container)) {
        found.add(container);
      }
    }
    var shown = limit > 0 ? found.subList(0, Math.min(limit, found.size())) : List.copyOf(found);
    exchange.sendJson(200, shown.stream().map(ContainerJson::summary).toList());
  }

  /// `GET /containers/{name}/json`.
  public void inspect(Exchange exchange) throws IOException, ContainerProblem {
    exchange.sendJson(200, ContainerJson.full(containers.require(exchange.variable("name"))));
  }

  private static int limit(Exchange exchange) throws ContainerProblem {
    var text = exchange.query("limit").orElse("0");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new ContainerProblem.Invalid("limit must be a whole number, not '%s'".formatted(text));
    }
  }
}
