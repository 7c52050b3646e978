package io.staylog.reporting.web.dashboard;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real Chromium without a window. Where there is none the tests are skipped and say so; with {@code -Dbrowser=required} they
 * fail. {@code infra/browser/install} installs it.
 */
final class Browser implements AutoCloseable {
    private static final Path SHOTS = Path.of("target/screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser open() {
        var chromium = executable("chromium", "chromium", "chromium-browser", "google-chrome");
        var chromedriver = executable("chromedriver", "chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            var why = "there is no Chromium with its driver on this machine; infra/browser/install installs them";
            if ("required".equals(System.getProperty("browser"))) {
                fail(why);
            }
            assumeTrue(false, why);
        }
        var options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--force-color-profile=srgb",
                "--hide-scrollbars");
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox"); // It refuses to run as root with one.
        }
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
        return new Browser(driver);
    }

    /** A program named by a system property, or found on the path. */
    private static Optional<Path> executable(String property, String... names) {
        var named = System.getProperty("browser." + property);
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser go(URI address) {
        driver.get(address.toString());
        return this;
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    String title() {
        return Objects.requireNonNull(driver.getTitle());
    }

    WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    String text(String css) {
        return String.valueOf(run("return document.querySelector(arguments[0])?.textContent.trim() ?? ''", css));
    }

    Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    Object runAsync(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeAsyncScript(script, arguments), "");
    }

    void press(Keys key) {
        new Actions(driver).sendKeys(key).perform();
    }

    /** A window of that size; narrow ones are phones. */
    Browser size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    /** What the person prefers: {@code light} or {@code dark}, and whether less motion. */
    Browser prefers(String scheme, boolean lessMotion) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of(
                                        "name",
                                        "prefers-reduced-motion",
                                        "value",
                                        lessMotion ? "reduce" : "no-preference"))));
        return this;
    }

    /** Keeps a picture of the whole page. */
    void shoot(String name) {
        var answer = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        try {
            Files.createDirectories(SHOTS);
            var bytes = Base64.getDecoder().decode(String.valueOf(answer.get("data")));
            Files.write(SHOTS.resolve(name + ".png"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What axe finds wrong with the page: rule, words and elements. */
    @SuppressWarnings("unchecked")
    List<String> axe() {
        run(script("/axe.min.js"));
        var found = runAsync("""
                const done = arguments[arguments.length - 1];
                axe.run({resultTypes: ['violations']}).then(
                    r => done(r.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.target + ' '
                        + (n.any[0]?.message ?? '')).join(' | '))),
                    e => done(['axe failed: ' + e]));""");
        return (List<String>) found;
    }

    private static String script(String resource) {
        try (InputStream in = Browser.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser has complained about since it was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
