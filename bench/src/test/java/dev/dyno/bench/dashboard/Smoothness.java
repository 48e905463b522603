package dev.dyno.bench.dashboard;

import java.io.File;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/// Measures by hand how evenly the pages of a large history move in Chromium: the time from frame
/// to frame while the list of trends is scrolled, and while a pointer goes over a chart. No test,
/// since a busy machine drops frames of any page.
final class Smoothness {

  private static final String FRAMES =
      """
      const [step, count, done] = arguments;
      const times = [];
      const move = new Function('i', 'count', step);
      const frame = now => {
        times.push(now);
        if (times.length > count) { done(times.slice(1).map((time, i) => time - times[i])); return; }
        move(times.length, count);
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      """;

  private static final String SCROLL =
      """
      const most = document.documentElement.scrollHeight - innerHeight;
      scrollTo(0, most * (1 - Math.cos(2 * Math.PI * i / count)) / 2);
      """;

  private static final String POINT =
      """
      const canvas = document.querySelector('#trend canvas');
      const box = canvas.getBoundingClientRect();
      const at = { bubbles: true, clientX: box.left + 70 + (box.width - 100) * i / count, clientY: box.top + 120 };
      canvas.dispatchEvent(new MouseEvent('mousemove', at));
      """;

  private static final String SPANS =
      """
      if (i % 30 === 0) { document.dispatchEvent(new Event('dyno-theme')); }
      """;

  private Smoothness() {}

  /// @param words the history's file
  public static void main(String[] words) throws Exception {
    var settings =
        new Settings(
            InetAddress.getLoopbackAddress(),
            0,
            words[0],
            Path.of("no-runs"),
            Optional.empty(),
            Optional.empty());
    var options = new ChromeOptions();
    options.setBinary(new File("/usr/bin/chromium"));
    options.addArguments("--headless=new", "--no-sandbox", "--window-size=1280,1000");
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File("/usr/bin/chromedriver"))
            .build();
    try (var site = new Site(Path.of("."), Dashboard.start(settings))) {
      Awaited.until(() -> site.get("/api/findings").body().contains("\"waiting\":0"));
      var browser = new ChromeDriver(service, options);
      try {
        browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        browser.get(site.at("/trends").toString());
        tell("list: scrolled from top to end and back", frames(browser, SCROLL, 240));
        var series =
            site.get("/api/series").body().replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
        browser.get(site.at("/series/" + series).toString());
        Awaited.until(
            () ->
                Boolean.TRUE.equals(
                    browser.executeScript(
                        "return Boolean(document.getElementById('trend').dataset.drawn)")));
        tell("chart: pointer from end to end", frames(browser, POINT, 240));
        tell("chart: painted anew twice a second", frames(browser, SPANS, 240));
      } finally {
        browser.quit();
      }
    }
  }

  private static double[] frames(ChromeDriver browser, String step, int count) {
    var times = (List<?>) browser.executeAsyncScript(FRAMES, step, count);
    return times == null
        ? new double[1]
        : times.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
  }

  private static void tell(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        "%s: %d frames, median %.1f ms, 95 %% within %.1f ms, longest %.1f ms, %d above 34 ms%n",
        what,
        millis.length,
        millis[millis.length / 2],
        millis[(int) (0.95 * millis.length)],
        millis[millis.length - 1],
        Arrays.stream(millis).filter(each -> each > 34).count());
  }
}
