package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium with a profile of its own, looking in one of several ways. */
final class Chromium implements AutoCloseable {

  private static final Path BROWSER = place("delist.chromium", "/usr/bin/chromium");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final Path DRIVER = place("delist.chromedriver", "/usr/bin/chromedriver");

  /** How a visitor looks at the pages, and from which listed address that visitor sends. */
  enum Look {
    DESKTOP(1280, 900, "203.0.113.9", "en-US,en"),
    MOBILE(390, 844, "203.0.113.65", "en-US,en"),
    KOREAN(1280, 900, "203.0.113.66", "ko-KR,ko"),
    KOREAN_MOBILE(390, 844, "203.0.113.67", "ko-KR,ko"),
    DARK(1280, 900, "2001:db8:bad::9", "en-US,en");

    private final int width;
    private final int height;
    private final String client;
    private final String languages;

    Look(int width, int height, String client, String languages) {
      this.width = width;
      this.height = height;
      this.client = client;
      this.languages = languages;
    }

    String client() {
      return client;
    }

    boolean isKorean() {
      return languages.startsWith("ko");
    }
  }

  private final Look look;
  private final ChromeDriver driver;
  private final Path screenshots;
  private int taken;

  private static Path place(String property, String debian) {
    return Path.of(System.getProperty(property, debian));
  }

  /** Skips the test where there is no Chromium, and fails it where there has to be one. */
  static void require() {
    List<Path> missing =
        List.of(BROWSER, DRIVER).stream().filter(path -> !Files.isExecutable(path)).toList();
    if (missing.isEmpty()) {
      return;
    }
    String message =
        "the walk in a browser needs "
            + missing
            + "; .ci/install-system-test-tools installs them on Debian";
    boolean required =
        "true".equals(System.getenv("CI"))
            || "required".equals(System.getProperty("delist.system-tests"));
    if (required) {
      fail(message);
    }
    System.out.println("SKIPPED: " + message);
    abort(message);
  }

  Chromium(Look look, Path profile) throws IOException {
    this.look = look;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments(
        "--headless",
        // As root, as in most build containers, Chromium has no sandbox to offer.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", look.languages));
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().implicitlyWait(LONGEST_WAIT);
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            look.width,
            "height",
            look.height,
            "deviceScaleFactor",
            1,
            "mobile",
            look.width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of(
                    "name",
                    "prefers-color-scheme",
                    "value",
                    look == Look.DARK ? "dark" : "light"))));
    screenshots = Files.createDirectories(Path.of(System.getProperty("delist.screenshots")));
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Keeps the whole page as a picture, and how far it is wider than the window. */
  long picture(String name) throws IOException {
    Map<String, Object> shot =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    String file =
        String.format("%s-%02d-%s.png", look.name().toLowerCase(Locale.ROOT), ++taken, name);
    Files.write(
        screenshots.resolve(file), Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
    Object overhang =
        driver.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return ((Number) overhang).longValue();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
