package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.Track;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Renders pages. What one shows is gathered here; templates lay it out.
final class Pages {
  private static final int WIDE = 1060;
  private static final int HIGH = 220;

  private final HistoryDesk desk;
  private final RunsFolder runs;
  private final LiveWatch live;
  private final EngineMetrics engine;
  private final OpenApi api;
  private final String stamp;

  Pages(
      HistoryDesk desk,
      RunsFolder runs,
      LiveWatch live,
      EngineMetrics engine,
      OpenApi api,
      String stamp) {
    this.desk = desk;
    this.runs = runs;
    this.live = live;
    this.engine = engine;
    this.api = api;
    this.stamp = stamp;
  }

  String overview() {
    var glance = desk.glance();
    var listing = runs.list();
    var findings = FindingRow.of(glance);
    var page =
        new OverviewPage(
            frame("Overview", "/", glance.problem(), listing.problem()),
            sections(),
            findings.stream().limit(OverviewPage.FINDINGS).toList(),
            findings.size(),
            glance.waiting(),
            glance.view().tracks().size(),
            OverviewPage.Promises.latest(listing.runs()),
            listing.runs().stream().limit(OverviewPage.RUNS).toList(),
            listing.runs().size());
    return rendered((out, untouched) -> JteoverviewGenerated.render(out, untouched, page));
  }

  /// What is being measured, as a part of the overview.
  String liveSections() {
    var sections = sections();
    return rendered((out, untouched) -> JteliveGenerated.render(out, untouched, sections));
  }

  private List<LiveSection> sections() {
    return live.look().stream().map(LiveSection::of).toList();
  }

  String trends(TrendsFilter filter) {
    var page = trendsPage(filter);
    return rendered((out, untouched) -> JtetrendsGenerated.render(out, untouched, page));
  }

  /// The list alone, for a page whose filter changed.
  String trendsList(TrendsFilter filter) {
    var page = trendsPage(filter);
    return rendered((out, untouched) -> JtetrendslistGenerated.render(out, untouched, page));
  }

  private TrendsPage trendsPage(TrendsFilter filter) {
    var glance = desk.glance();
    return TrendsPage.of(frame("Trends", "/trends", glance.problem()), filter, desk, glance);
  }

  /// Empty when there is no such series.
  Optional<String> series(long id, int span, boolean all) throws HistoryException {
    var glance = desk.glance();
    var tracks = glance.view().tracks();
    var track = tracks.stream().filter(it -> it.id() == id).findFirst();
    var series = desk.series(id);
    if (track.isEmpty() || series.isEmpty()) {
      return Optional.empty();
    }
    var own = track.get();
    var told = glance.told().stream().filter(it -> it.track().id() == id).toList();
    var trend = desk.followed().trend(own);
    var page =
        new SeriesPage(
            frame("Series", "/trends", glance.problem()),
            series.get(),
            own,
            Sparkline.of(glance.view(), own, trend, told, WIDE, HIGH),
            trend,
            FindingRow.of(glance, own),
            glance.acks().stream().filter(ack -> ack.isOf(own.key().title())).toList(),
            tracks.stream().filter(it -> elsewhere(own, it)).toList(),
            span,
            all ? Integer.MAX_VALUE : SeriesPage.RUNS);
    return Optional.of(
        rendered((out, untouched) -> JteseriesGenerated.render(out, untouched, page)));
  }

  /// Whether both are the same but for the machine.
  static boolean elsewhere(Track one, Track other) {
    return !one.key().machine().equals(other.key().machine())
        && one.key().command().equals(other.key().command())
        && one.key().toggle().equals(other.key().toggle())
        && one.key().benchmark().equals(other.key().benchmark())
        && one.key().params().equals(other.key().params())
        && one.key().metric().equals(other.key().metric());
  }

  String engine() {
    var page = new EnginePage(frame("Engine", "/engine"), engine.read());
    return rendered((out, untouched) -> JteengineGenerated.render(out, untouched, page));
  }

  /// The numbers alone, for a page that is open.
  String engineNumbers() {
    var page = new EnginePage(frame("Engine", "/engine"), engine.read());
    return rendered((out, untouched) -> JteenginenumbersGenerated.render(out, untouched, page));
  }

  String api() {
    var page = new ApiPage(frame("API", "/api"), api);
    return rendered((out, untouched) -> JteapiGenerated.render(out, untouched, page));
  }

  String notFound(String what) {
    var frame = frame("Not found", "", what);
    return rendered((out, untouched) -> JtenotfoundGenerated.render(out, untouched, frame));
  }

  private Frame frame(String title, String here, String... problems) {
    return new Frame(title, here, List.of(problems), Instant.now(), stamp);
  }

  private static String rendered(BiConsumer<OwaspHtmlTemplateOutput, HtmlInterceptor> template) {
    var text = new StringOutput(1 << 16);
    template.accept(new OwaspHtmlTemplateOutput(text), new Untouched());
    return text.toString();
  }

  /// The generated code asks for one: ours adds nothing to any tag.
  private static final class Untouched implements HtmlInterceptor {
    @Override
    public void onHtmlTagOpened(
        String name, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String name, TemplateOutput output) {}
  }
}
