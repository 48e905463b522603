package dev.dyno.engine.embedded.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table of what a server answers: method and path to kind and [Endpoint]; the first match
/// wins.
///
/// @param <K> how requests are counted
public final class Routes<K extends Enum<K>> {
  private final List<Route<K>> routes = new ArrayList<>();

  /// One line of the table.
  public record Route<K>(String method, Pattern path, K kind, Endpoint endpoint) {}

  /// Adds a line.
  ///
  /// @param path a regular expression for the whole path; its named groups become the exchange's
  ///     variables
  public Routes<K> on(K kind, String method, String path, Endpoint endpoint) {
    routes.add(new Route<>(method, Pattern.compile(path), kind, endpoint));
    return this;
  }

  /// The line for this request; sets the exchange's variables.
  public Optional<Route<K>> find(Exchange exchange, String path) {
    for (var route : routes) {
      var matcher = route.path().matcher(path);
      if (route.method().equals(exchange.method()) && matcher.matches()) {
        exchange.variables(namedGroups(matcher));
        return Optional.of(route);
      }
    }
    return Optional.empty();
  }

  /// Whether another method would find this path: the difference between 405 and 404.
  public boolean knows(String path) {
    return routes.stream().anyMatch(route -> route.path().matcher(path).matches());
  }

  private static Map<String, String> namedGroups(Matcher matcher) {
    var groups = new HashMap<String, String>();
    for (var name : matcher.namedGroups().keySet()) {
      var value = matcher.group(name);
      if (value != null) {
        groups.put(name, value);
      }
    }
    return groups;
  }
}
