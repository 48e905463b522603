package dev.dyno.bench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.bench.progress.FeedFixture;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

/// The dashboard in a real browser. Needs Debian's `chromium` and `chromium-driver`.
@Timeout(600)
class DashboardBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir private static Path folder;

  private static Site site;
  private static ChromeDriver browser;

  @BeforeAll
  static void opens() throws Exception {
    new ManyNights(24, 60).fill(Site.history(folder));
    site = Site.of(folder);
    Awaited.until(() -> site.get("/api/findings").body().contains("\"waiting\":0"));
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
    site.close();
  }

  /// Whatever a test did: no complaint, such as of a policy that was hurt, and nobody else asked.
  @AfterEach
  void complains_of_nothing_and_asks_nobody_else() {
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    var elsewhere =
        browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(entry -> entry.getMessage())
            .filter(message -> message.contains("Network.requestWillBeSent\""))
            .filter(message -> !message.contains("\"url\":\"" + site.dashboard().uri()))
            .filter(message -> !message.contains("\"url\":\"data:"))
            .toList();
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void pairs_and_verdicts_arrive_without_loading_the_page_again() throws Exception {
    try (var feed = FeedFixture.open(site.run("live"))) {
      browser.get(site.at("/").toString());
      browser.executeScript("window.mine = true");
      seen(() -> count("#live .frow.live:not(.fhead)") == 2);
      feed.paired(FeedFixture.FIRST, FeedFixture.pair(0, 100, 80));
      seen(() -> count("#live-live-1 .dot") == 1);
      feed.paired(FeedFixture.FIRST, FeedFixture.pair(1, 100, 81));
      feed.looked(FeedFixture.FIRST, FeedFixture.comparison(6));
      seen(() -> text("#live-live-1 .word").startsWith("Improved"));
      assertThat(text("#live-live-2 .word")).startsWith("waiting");
      feed.end(0);
      seen(() -> text("#line").contains("The run has ended."));
      assertThat(browser.executeScript("return window.mine")).isEqualTo(true);
    }
  }

  @Test
  void a_filter_is_in_the_address_and_survives_loading_again() {
    browser.get(site.at("/trends").toString());
    assertThat(count(".series li")).isEqualTo(48);
    new Select(browser.findElement(By.name("toggle"))).selectByValue("buffers");
    browser.findElement(By.name("text")).sendKeys("auth");
    seen(() -> count(".series li") == 2);
    var address = browser.getCurrentUrl();
    assertThat(address).contains("toggle=buffers").contains("text=auth");

    browser.get(address);

    assertThat(count(".series li")).isEqualTo(2);
    assertThat(browser.findElement(By.name("text")).getDomProperty("value")).isEqualTo("auth");
    browser.findElement(By.linkText("Clear")).click();
    seen(() -> count(".series li") == 48);
  }

  @Test
  void a_series_is_drawn_and_follows_the_theme() {
    browser.get(site.at("/trends?changed=1").toString());
    browser.findElement(By.cssSelector(".series .name")).sendKeys(Keys.ENTER);
    seen(() -> count("#trend canvas") == 1 && count("#trend[data-drawn]") == 1);
    assertThat(text("main")).contains("What changed", "Levels", "machine");
    var light = background();
    var drawn = drawing();
    browser.findElement(By.id("theme")).sendKeys(Keys.ENTER);
    assertThat(background()).isNotEqualTo(light);
    seen(() -> !drawing().equals(drawn));
    browser.get(site.at("/").toString());
    assertThat(background()).as("remembered").isNotEqualTo(light);
    browser.executeScript("localStorage.clear()");
  }

  @Test
  void the_keyboard_reaches_everything_in_order() {
    browser.get(site.at("/trends").toString());
    var reached =
        List.of("Skip to the content", "Dyno", "Overview", "Trends", "Engine", "API", "Dark");
    for (var name : reached) {
      browser.switchTo().activeElement().sendKeys(Keys.TAB);
      assertThat(browser.switchTo().activeElement().getText()).isEqualTo(name);
    }
    browser.switchTo().activeElement().sendKeys(Keys.TAB);
    assertThat(browser.switchTo().activeElement().getDomAttribute("name")).isEqualTo("text");
    assertThat(browser.findElement(By.cssSelector("nav [aria-current]")).getText())
        .isEqualTo("Trends");
  }

  @Test
  void a_narrow_screen_scrolls_in_one_direction() throws Exception {
    Files.writeString(site.run("broken").resolve("result.json"), "{");
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 420, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    for (var path : List.of("/", "/trends", "/engine", "/api")) {
      browser.get(site.at(path).toString());
      assertThat(
              number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .as(path)
          .isZero();
    }
  }

  @Test
  void without_scripts_everything_can_be_read_and_filtered() {
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    browser.get(site.at("/trends?toggle=buffers").toString());
    assertThat(browser.findElements(By.cssSelector(".series li"))).hasSize(10);
    browser.findElement(By.name("text")).sendKeys("auth", Keys.ENTER);
    seen(() -> browser.findElements(By.cssSelector(".series li")).size() == 2);
    assertThat(browser.findElement(By.cssSelector(".spark .course")).getSize().getWidth())
        .isPositive();
  }

  private static void seen(BooleanSupplier come) {
    new WebDriverWait(browser, Duration.ofMinutes(1)).until(_ -> come.getAsBoolean());
  }

  private static int count(String selector) {
    return number("document.querySelectorAll('%s').length".formatted(selector));
  }

  private static String text(String selector) {
    return String.valueOf(
        browser.executeScript("return document.querySelector(arguments[0]).innerText", selector));
  }

  private static String background() {
    return browser.findElement(By.tagName("body")).getCssValue("background-color");
  }

  private static String drawing() {
    return String.valueOf(
        browser.executeScript("return document.querySelector('#trend canvas').toDataURL()"));
  }

  private static int number(String expression) {
    return Integer.parseInt(String.valueOf(browser.executeScript("return " + expression)));
  }

  private static File driver() {
    if (Files.isExecutable(CHROMIUM)) {
      for (var place : System.getenv("PATH").split(File.pathSeparator, -1)) {
        var candidate = Path.of(place, "chromedriver");
        if (Files.isExecutable(candidate)) {
          return candidate.toFile();
        }
      }
    }
    throw new AssertionError("install chromium and chromium-driver (scripts/test does it)");
  }
}
