package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.container.api.ArchiveApi;
import dev.dyno.engine.embedded.container.api.ExecApi;
import dev.dyno.engine.embedded.container.api.ImageCatalog;
import dev.dyno.engine.embedded.container.api.LifecycleApi;
import dev.dyno.engine.embedded.container.api.OutputApi;
import dev.dyno.engine.embedded.container.api.ViewApi;
import dev.dyno.engine.embedded.http.Routes;

/// Which request about containers is answered by whom.
final class ContainerRoutes {
  // docker asks for containers by the names of images, slashes and all.
  private static final String ONE = "/containers/(?<name>.+)";
  private static final String EXEC = "/exec/(?<id>[^/]+)";

  private final LifecycleApi lifecycle;
  private final ViewApi view;
  private final OutputApi output;
  private final ExecApi execs;
  private final ArchiveApi archives;
  private final CommitApi commits;

  ContainerRoutes(Containers containers, ImageCatalog images, CommitApi commits) {
    lifecycle = new LifecycleApi(containers, images);
    view = new ViewApi(containers);
    output = new OutputApi(containers);
    execs = new ExecApi(containers);
    archives = new ArchiveApi(containers);
    this.commits = commits;
  }

  Routes<DaemonRequest> addTo(Routes<DaemonRequest> routes) {
    return routes
        .on(DaemonRequest.CONTAINER, "GET", "/containers/json", view::list)
        .on(DaemonRequest.CREATE, "POST", "/containers/create", lifecycle::create)
        .on(DaemonRequest.CONTAINER, "GET", ONE + "/json", view::inspect)
        .on(DaemonRequest.START, "POST", ONE + "/start", lifecycle::start)
        .on(DaemonRequest.STOP, "POST", ONE + "/stop", lifecycle::stop)
        .on(DaemonRequest.STOP, "POST", ONE + "/restart", lifecycle::restart)
        .on(DaemonRequest.KILL, "POST", ONE + "/kill", lifecycle::kill)
        .on(DaemonRequest.WAIT, "POST", ONE + "/wait", lifecycle::await)
        .on(DaemonRequest.CONTAINER, "POST", ONE + "/rename", lifecycle::rename)
        .on(DaemonRequest.CONTAINER, "POST", ONE + "/resize", lifecycle::resize)
        .on(DaemonRequest.CONTAINER_REMOVE, "DELETE", ONE, lifecycle::remove)
        .on(DaemonRequest.LOGS, "GET", ONE + "/logs", output::logs)
        .on(DaemonRequest.ATTACH, "POST", ONE + "/attach", output::attach)
        .on(DaemonRequest.COPY, "HEAD", ONE + "/archive", archives::stat)
        .on(DaemonRequest.COPY, "GET", ONE + "/archive", archives::get)
        .on(DaemonRequest.COPY, "PUT", ONE + "/archive", archives::put)
        .on(DaemonRequest.COMMIT, "POST", "/commit", commits::commit)
        .on(DaemonRequest.EXEC, "POST", ONE + "/exec", execs::create)
        .on(DaemonRequest.EXEC, "POST", EXEC + "/start", execs::start)
        .on(DaemonRequest.EXEC, "GET", EXEC + "/json", execs::inspect)
        .on(DaemonRequest.EXEC, "POST", EXEC + "/resize", lifecycle::resize);
  }
}
