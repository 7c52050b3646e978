package io.staylog.reporting.web.dashboard;

import static io.staylog.reporting.testing.Events.HOTEL;
import static io.staylog.reporting.testing.Events.booked;
import static io.staylog.reporting.testing.Events.id;
import static io.staylog.reporting.testing.Events.stay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.testing.RunningService;
import io.staylog.reporting.testing.Season;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/** The dashboard as people see it: the real service in a real Chromium. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DashboardIT {
    private static final long SEED = Long.getLong("seed", 20260905L);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BOARD = "/hotels/" + HOTEL;

    private static Browser browser;
    private static RunningService service;

    @BeforeAll
    static void openABrowserOnAServiceWithASeason() throws IOException {
        browser = Browser.open();
        System.out.println("season of seed " + SEED);
        service = new RunningService();
        service.startOn(0);
        service.write(Season.of(SEED).toArray(org.apache.avro.specific.SpecificRecord[]::new));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> service.get(BOARD + "/panels").body().contains("Sat 5 Sep 2026"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @BeforeEach
    void desk() {
        browser.size(1400, 900).prefers("light", false);
    }

    @Test
    void pictures() {
        await().until(() -> service.get(BOARD + "/panels").body().contains("accepted by the bank"));
        var booking = "/bookings/" + id("season 30");
        for (var page : List.of("/", BOARD, BOARD + "/nights", BOARD + "/behind?what=in-house", BOARD + "/behind?what=attention", "/operations", booking, "/login", "/hotels/nowhere")) {
            var name = page.equals("/") ? "hotels" : page.substring(1).replaceAll("[^a-z]+", "-");
            browser.size(1400, 900).prefers("light", false);
            browser.go(service.url(page));
            browser.shoot(name + "-light");
            browser.prefers("dark", false).shoot(name + "-dark");
            browser.prefers("light", false).size(360, 740).go(service.url(page)).shoot(name + "-phone");
            System.out.println(page + " axe " + browser.axe() + " width " + browser.run("return document.documentElement.scrollWidth") + " log " + browser.complaints());
        }
    }
}
