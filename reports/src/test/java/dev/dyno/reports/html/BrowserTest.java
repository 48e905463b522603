package dev.dyno.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.verdict.Judged;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/// The page in a real browser. Needs Debian's `chromium` and `chromium-driver`.
class BrowserTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir static Path folder;

  private static String address;
  private static ChromeDriver browser;

  @BeforeAll
  static void opens() throws IOException {
    var measurement = Fixture.measurement();
    var file = folder.resolve(ReportPage.NAME);
    ReportPage.write(Judged.of(measurement), file);
    address = file.toUri().toString();
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--window-size=1280,1000");
    options.setCapability("goog:loggingPrefs", logs);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver()).build(), options);
    browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(2)); // beside other tests
  }

  @AfterAll
  static void closes() {
    browser.quit();
  }

  @BeforeEach
  void loads() {
    browser.get(address);
    browser.executeScript("localStorage.clear(); delete document.documentElement.dataset.theme");
    browser.get(address);
  }

  @Test
  void asks_for_nothing_but_itself_and_complains_of_nothing() {
    scrolledThrough();
    var requested =
        browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(entry -> entry.getMessage())
            .filter(message -> message.contains("Network.requestWillBeSent\""))
            .toList();
    assertThat(requested).as("the page itself").isNotEmpty();
    assertThat(requested)
        .allMatch(
            message ->
                message.contains("\"url\":\"" + folder.toUri())
                    || message.contains("\"url\":\"data:"));
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  @Test
  void draws_every_chart_once_it_is_in_view() {
    assertThat(number("document.querySelectorAll('.chart').length")).isEqualTo(18);
    assertThat(number("document.querySelectorAll('.chart svg').length"))
        .as("charts drawn before anybody scrolls")
        .isLessThan(18);
    scrolledThrough();
    assertThat(
            number(
                "Math.min(...[...document.querySelectorAll('.chart')].map(c => c.querySelectorAll('svg path').length))"))
        .as("fewest shapes in a chart")
        .isGreaterThan(5);
  }

  @Test
  void a_metric_and_a_pair_can_be_chosen() {
    scrolledThrough();
    var before = html("#c4 [data-chart=looks]");
    browser.executeScript("document.querySelector('#c4 input[value=\"B/op\"]').click()");
    assertThat(html("#c4 [data-chart=looks]")).isNotEqualTo(before).contains("Improved");
    assertThat(browser.findElement(By.cssSelector("#c4 [data-reason='B/op']")).isDisplayed())
        .isTrue();
    assertThat(browser.findElement(By.cssSelector("#c4 [data-reason='time/op']")).isDisplayed())
        .isFalse();

    var turns = html("#c4 [data-chart=turns]");
    new Select(browser.findElement(By.cssSelector("#c4 [data-pair]"))).selectByVisibleText("7");
    assertThat(html("#c4 [data-chart=turns]")).isNotEqualTo(turns);
  }

  @Test
  void dark_and_light_can_be_switched_and_the_charts_follow() {
    scrolledThrough();
    var light = style("body", "background-color");
    var chart = html("#c1 [data-chart=pairs]");
    browser.findElement(By.id("theme")).sendKeys(Keys.ENTER);
    assertThat(style("body", "background-color")).isNotEqualTo(light);
    assertThat(html("#c1 [data-chart=pairs]")).isNotEqualTo(chart);
    browser.get(address);
    assertThat(style("body", "background-color")).as("remembered").isNotEqualTo(light);
  }

  @Test
  void follows_the_system_into_the_dark() {
    var light = style("body", "background-color");
    media(Map.of("name", "prefers-color-scheme", "value", "dark"));
    assertThat(style("body", "background-color")).isNotEqualTo(light);
    media(Map.of("name", "prefers-color-scheme", "value", "light"));
  }

  @Test
  void a_filter_is_kept_in_the_address() {
    new Select(browser.findElement(By.name("verdict"))).selectByValue("Equivalent");
    assertThat(shown()).containsExactly("c3", "c5");
    browser.findElement(By.name("text")).sendKeys("buffers");
    assertThat(shown()).containsExactly("c5");
    assertThat(browser.getCurrentUrl()).contains("verdict=Equivalent").contains("text=buffers");

    browser.get(browser.getCurrentUrl());
    assertThat(shown()).containsExactly("c5");
    assertThat(browser.findElement(By.name("text")).getDomProperty("value")).isEqualTo("buffers");
    assertThat(
            number("[...document.querySelectorAll('.frows .frow')].filter(r => !r.hidden).length"))
        .isEqualTo(1);

    browser.findElement(By.cssSelector("#filter [type=reset]")).click();
    new WebDriverWait(browser, Duration.ofSeconds(5)).until(_ -> shown().size() == 7);
    assertThat(browser.getCurrentUrl()).isEqualTo(address);
  }

  @Test
  void a_metric_narrows_the_verdict_to_itself() {
    new Select(browser.findElement(By.name("metric"))).selectByValue("B/op");
    new Select(browser.findElement(By.name("verdict"))).selectByValue("Improved");
    assertThat(shown()).containsExactly("c1", "c4", "c5");
  }

  @Test
  void a_narrow_screen_scrolls_in_one_direction() {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 400, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    browser.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
    scrolledThrough();
    assertThat(number("document.documentElement.clientWidth")).isBetween(380, 400);
    assertThat(
            number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .isZero();
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  @Test
  void the_keyboard_first_reaches_the_results() {
    browser.findElement(By.tagName("body")).sendKeys(Keys.TAB);
    assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the results");
  }

  @Test
  void without_scripts_the_effects_are_drawn_and_dead_controls_are_gone() {
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    browser.get(address);
    assertThat(browser.findElement(By.cssSelector("#filter")).isDisplayed()).isFalse();
    assertThat(browser.findElement(By.cssSelector(".chart")).isDisplayed()).isFalse();
    assertThat(browser.findElements(By.cssSelector(".frows .ci"))).hasSize(6);
    assertThat(browser.findElement(By.cssSelector(".frows .at svg")).getSize().getWidth())
        .isPositive();
    assertThat(browser.findElements(By.cssSelector("[data-reason]")))
        .allMatch(reason -> reason.isDisplayed());
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
  }

  @Test
  void hostile_names_do_nothing_but_stand_there() throws IOException {
    var run = Fixture.hostile();
    var file = folder.resolve("hostile.html");
    ReportPage.write(Judged.of(run), file);
    browser.get(file.toUri().toString());
    scrolledThrough();
    assertThat(browser.executeScript("return typeof window.owned")).isEqualTo("undefined");
    assertThat(number("document.querySelectorAll('[onload]').length")).isZero();
    assertThat(number("document.scripts.length")).isEqualTo(4);
    assertThat(browser.findElement(By.id("c1")).getDomAttribute("data-toggle"))
        .isEqualTo(Fixture.QUOTE);
    assertThat(browser.findElement(By.cssSelector("#c1 h3")).getText()).contains(Fixture.ATTACK);
  }

  @Test
  void a_matrix_shows_one_metric_at_a_time_and_all_of_them_without_scripts() throws IOException {
    var address = matrix();
    browser.get(address);
    scrolledThrough();
    assertThat(number("document.querySelectorAll('[data-chart=pareto] svg path').length"))
        .as("at least a shape for each of 16 sets")
        .isGreaterThan(16);
    assertThat(shownMetrics()).containsExactly("time/op");
    browser.executeScript("document.querySelector('#matrix input[value=\"B/op\"]').click()");
    assertThat(shownMetrics()).containsExactly("B/op");
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();

    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    browser.get(address);
    assertThat(browser.findElements(By.cssSelector("#matrix .of-metric")))
        .hasSize(3)
        .allMatch(metric -> metric.isDisplayed());
    assertThat(browser.findElements(By.cssSelector("#matrix .frows .ci"))).hasSize(12);
    assertThat(browser.findElement(By.cssSelector("[data-chart=pareto]")).isDisplayed()).isFalse();
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
  }

  @Test
  void a_matrix_scrolls_in_one_direction_on_a_narrow_screen() throws IOException {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 400, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    browser.get(matrix());
    browser.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
    scrolledThrough();
    assertThat(
            number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .isZero();
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  @Test
  void curves_are_drawn_follow_the_theme_and_have_their_numbers_without_scripts()
      throws IOException {
    var file = folder.resolve("curves.html");
    ReportPage.write(CurvesFixture.judged(CurvesFixture.pool()), file);
    browser.get(file.toUri().toString());
    scrolledThrough();
    assertThat(html("#scaling2 [data-chart=throughput]")).contains(">workers<", ">16<");
    assertThat(html("#scaling2 [data-chart=speedup]")).contains(">knee<");
    assertThat(html("#scaling1 [data-chart=speedup]")).contains(">16<").doesNotContain(">knee<");
    var light = html("#scaling1 [data-chart=throughput]");
    browser.findElement(By.id("theme")).sendKeys(Keys.ENTER);
    assertThat(html("#scaling1 [data-chart=throughput]")).isNotEqualTo(light);
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();

    browser.executeScript("document.documentElement.classList.remove('js')");
    assertThat(browser.findElement(By.cssSelector("#scaling1 .chart")).isDisplayed()).isFalse();
    assertThat(browser.findElement(By.cssSelector("#scaling1 table")).getText()).contains("Speed");
  }

  private static String matrix() throws IOException {
    var run = MatrixFixture.measurement(MatrixFixture.ELEVEN.subList(0, 4), 2);
    var file = folder.resolve("matrix.html");
    ReportPage.write(Judged.of(run), file);
    return file.toUri().toString();
  }

  private static List<String> shownMetrics() {
    return browser.findElements(By.cssSelector("#matrix .of-metric")).stream()
        .filter(metric -> metric.isDisplayed())
        .map(metric -> String.valueOf(metric.getDomAttribute("data-reason")))
        .toList();
  }

  @Test
  void everything_is_drawn_on_paper() {
    browser.executeScript("dispatchEvent(new Event('beforeprint'))");
    assertThat(number("document.querySelectorAll('.chart svg').length")).isEqualTo(18);
  }

  private static File driver() {
    if (Files.isExecutable(CHROMIUM)) {
      for (var folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
        var candidate = Path.of(folder, "chromedriver");
        if (Files.isExecutable(candidate)) {
          return candidate.toFile();
        }
      }
    }
    throw new AssertionError("install chromium and chromium-driver (scripts/test does it)");
  }

  private static void scrolledThrough() {
    browser.executeScript(
        "document.querySelectorAll('.chart').forEach(c => c.scrollIntoView({behavior: 'instant'}))");
    browser.executeAsyncScript(
        """
        const done = arguments[0];
        const boxes = [...document.querySelectorAll('.chart')];
        (async () => {
          for (const box of boxes) {
            box.scrollIntoView({behavior: 'instant'});
            while (!box.querySelector('svg')) await new Promise(requestAnimationFrame);
          }
          done();
        })();
        """);
  }

  private static void media(Map<String, String> feature) {
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  private static List<String> shown() {
    var ids =
        String.valueOf(
            browser.executeScript(
                "return [...document.querySelectorAll('article.comparison')].filter(a => !a.hidden).map(a => a.id).join(' ')"));
    return Arrays.asList(ids.split(" ", -1));
  }

  private static String html(String selector) {
    return String.valueOf(
        browser.executeScript("return document.querySelector(arguments[0]).innerHTML", selector));
  }

  private static String style(String selector, String property) {
    return browser.findElement(By.cssSelector(selector)).getCssValue(property);
  }

  private static int number(String expression) {
    return Integer.parseInt(String.valueOf(browser.executeScript("return " + expression)));
  }
}
