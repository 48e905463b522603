package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.HistoryException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.ServerConnector;

/// Serves the dashboard until it is closed. Every request runs on a virtual thread of its own.
public final class Dashboard implements AutoCloseable {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String STARTED = "dyno.started";
  private static final String TOLD = "dyno.told";
  private static final int USUAL_RUNS = 100;
  private static final int MOST_RUNS = 10_000;

  private final Settings settings;
  private final LiveWatch live;
  private final RunsFolder runs;
  private final HistoryDesk desk;
  private final WebFiles files = WebFiles.load();
  private final OpenApi openApi = OpenApi.load();
  private final Pages pages;
  private final Api api;
  private final Acks acks;
  private final LiveStream stream;
  private final Meters meters;
  private final Javalin server;

  private Dashboard(Settings settings) {
    this.settings = settings;
    this.live = new LiveWatch(settings.runs());
    this.runs = new RunsFolder(settings.runs());
    this.desk = new HistoryDesk(settings.history(), live::measuring);
    var engine = new EngineMetrics(settings.engine());
    this.pages = new Pages(desk, runs, live, engine, openApi, files.stamp());
    this.api = new Api(desk, runs, live);
    this.acks = new Acks(desk, Clock.systemUTC());
    this.stream = new LiveStream(pages::liveSections);
    this.meters = new Meters(desk, runs, stream::listeners);
    this.server = Javalin.create(this::configure);
  }

  /// Starts it.
  ///
  /// @throws IOException when it cannot listen there; says why
  public static Dashboard start(Settings settings) throws IOException {
    var dashboard = new Dashboard(settings);
    try {
      dashboard.server.start();
    } catch (JavalinBindException taken) {
      dashboard.close();
      throw new IOException(
          "cannot listen on %s port %d: another program has it, or it is not this machine's"
              .formatted(settings.bind().getHostAddress(), settings.port()),
          taken);
    }
    dashboard.desk.glance(); // so that the first page has less to wait for
    return dashboard;
  }

  /// Where it is.
  public URI uri() {
    var address = settings.bind().getHostAddress();
    var host = settings.bind() instanceof Inet6Address ? "[" + address + "]" : address;
    return URI.create("http://%s:%d/".formatted(host, server.port()));
  }

  private void configure(JavalinConfig config) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.addConnector(
        (jetty, http) -> {
          var connector =
              new ServerConnector(jetty, new org.eclipse.jetty.server.HttpConnectionFactory(http));
          connector.setHost(settings.bind().getHostAddress());
          connector.setPort(settings.port());
          return connector;
        });
    var guard = new Guard(settings);
    config.routes.before(context -> context.attribute(STARTED, System.nanoTime()));
    config.routes.before(guard::check);
    config.routes.after(this::count);
    pages(config.routes);
    answers(config.routes);
    config.routes.exception(HistoryException.class, this::unanswered);
    config.routes.error(404, this::nothing);
  }

  private void pages(RoutesConfig routes) {
    routes.get("/", context -> html(context, pages.overview()));
    routes.get("/trends", context -> html(context, pages.trends(filter(context))));
    routes.get("/trends/list", context -> html(context, pages.trendsList(filter(context))));
    routes.get("/series/{id}", this::series);
    routes.get("/engine", context -> html(context, pages.engine()));
    routes.get("/engine/numbers", context -> html(context, pages.engineNumbers()));
    routes.get("/api", context -> html(context, pages.api()));
    routes.get("/live", context -> html(context, pages.liveSections()));
    routes.get("/runs/{run}/{file}", this::report);
    routes.get("/files/{name}", this::file);
  }

  private void answers(RoutesConfig routes) {
    routes.get("/openapi.json", context -> json(context, openApi.text()));
    routes.get("/api/runs", context -> json(context, api.runs(limit(context))));
    routes.get("/api/live", context -> json(context, api.live()));
    routes.sse("/api/live/stream", stream::serve);
    routes.get("/api/series", context -> json(context, api.series(filter(context))));
    routes.get("/api/series/{id}", this::seriesJson);
    routes.get("/api/findings", context -> json(context, api.findings()));
    routes.get(Acks.PATH, context -> json(context, api.acks()));
    routes.post(Acks.PATH, this::accept);
    routes.delete(Acks.PATH + "/{id}", this::withdraw);
    routes.get(
        "/feed.atom",
        context -> {
          var glance = desk.glance();
          var atom = new Atom(base(context), FindingRow.of(glance));
          context.contentType("application/atom+xml; charset=utf-8").result(atom.xml());
        });
    routes.get(
        "/metrics",
        context ->
            context
                .contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(meters.scrape()));
  }

  private static TrendsFilter filter(Context context) {
    return TrendsFilter.of(name -> Optional.ofNullable(context.queryParam(name)).orElse(""));
  }

  private static int limit(Context context) {
    var text = Optional.ofNullable(context.queryParam("limit")).orElse("");
    return text.matches("\\d{1,5}") ? Math.min(MOST_RUNS, Integer.parseInt(text)) : USUAL_RUNS;
  }

  private void series(Context context) throws HistoryException {
    var id = SeriesNumber.read(context.pathParam("id"));
    var text = Optional.ofNullable(context.queryParam("days")).orElse("");
    int span = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    boolean all = context.queryParam("all") != null;
    var page = id.isPresent() ? pages.series(id.get(), span, all) : Optional.<String>empty();
    if (page.isPresent()) {
      html(context, page.get());
    } else {
      missing(context, "The history has no such series: its runs may have been pruned.");
    }
  }

  /// Whoever gets here has the token: see [Guard].
  private void accept(Context context) throws HistoryException {
    try {
      var ack = acks.accept(context.body());
      context.status(201);
      json(context, api.ack(ack));
    } catch (Acks.Refused refused) {
      context.status(400);
      json(context, Api.problem(String.valueOf(refused.getMessage())));
    } catch (Acks.Unanswered late) {
      unanswered(context, String.valueOf(late.getMessage()));
    }
  }

  private void withdraw(Context context) throws HistoryException {
    if (acks.withdraw(context.pathParam("id"))) {
      context.status(204);
    } else {
      missing(context, "no such ack");
    }
  }

  private void seriesJson(Context context) throws HistoryException {
    var id = SeriesNumber.read(context.pathParam("id"));
    var found = id.isPresent() ? api.series(id.get()) : Optional.<String>empty();
    if (found.isPresent()) {
      json(context, found.get());
    } else {
      missing(context, "no such series");
    }
  }

  private void report(Context context) throws IOException {
    var file = runs.file(context.pathParam("run"), context.pathParam("file"));
    if (file.isEmpty()) {
      missing(context, "No run has such a file.");
      return;
    }
    var report = ReportFile.read(file.get());
    context.header("Content-Security-Policy", report.policy());
    context.contentType(report.type()).result(report.content());
  }

  private void file(Context context) {
    var file = files.file(context.pathParam("name"));
    if (file.isEmpty()) {
      missing(context, "There is no such file.");
      return;
    }
    context.header("Cache-Control", "private, max-age=31536000, immutable"); // the stamp changes
    context.contentType(file.get().type()).result(file.get().text());
  }

  private void nothing(Context context) {
    if (context.attribute(TOLD) == null) {
      missing(context, "There is nothing at this address.");
    }
  }

  private void missing(Context context, String why) {
    context.status(404).attribute(TOLD, true);
    if (context.path().startsWith("/api/")) {
      json(context, "{\"problem\":\"%s\"}".formatted(why));
    } else {
      html(context, pages.notFound(why));
    }
  }

  private void unanswered(HistoryException failed, Context context) {
    unanswered(context, "The %s.".formatted(failed.getMessage()));
  }

  private void unanswered(Context context, String why) {
    context.status(503).attribute(TOLD, true);
    if (context.path().startsWith("/api/")) {
      json(context, Api.problem(why));
    } else {
      html(context, pages.notFound(why));
    }
  }

  private static void html(Context context, String page) {
    context.contentType(HTML).result(page);
  }

  private static void json(Context context, String text) {
    context.contentType(JSON).result(text);
  }

  private static String base(Context context) {
    return "http://" + Optional.ofNullable(context.header("Host")).orElse("localhost");
  }

  private void count(Context context) {
    Long started = context.attribute(STARTED);
    if (started != null) {
      var endpoint = context.endpoints().matchedHttpEndpoint();
      meters.answered(
          endpoint == null ? "none" : endpoint.path,
          context.statusCode(),
          Duration.ofNanos(System.nanoTime() - started));
    }
  }

  /// How many threads tell open pages.
  int tellers() {
    return stream.tellers();
  }

  @Override
  public void close() {
    stream.close(); // while there is a server to answer by
    server.stop();
    desk.close();
    meters.close();
  }
}
