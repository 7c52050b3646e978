package io.staylog.reporting.web.dashboard;

import static io.staylog.reporting.testing.Events.HOTEL;
import static io.staylog.reporting.testing.Events.booked;
import static io.staylog.reporting.testing.Events.id;
import static io.staylog.reporting.testing.Events.stay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.reporting.testing.RunningService;
import io.staylog.reporting.testing.Season;
import io.staylog.schemas.booking.BookingConfirmed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The dashboard as people see it: the real service in a real Chromium. Pictures are in {@code target/screenshots}. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DashboardIT {
    private static final long SEED = Long.getLong("seed", 20260905L);
    private static final int MEASURED = Integer.getInteger("bookings", 20);
    private static final String BOARD = "/hotels/" + HOTEL;
    private static final String TODAY = Season.TODAY.toString();

    private static Browser browser;
    private static RunningService service;
    private static int made;

    @BeforeAll
    static void openABrowserOnAServiceWithASeason() throws IOException {
        browser = Browser.open();
        System.out.println("season of seed " + SEED);
        service = new RunningService();
        service.startOn(0);
        service.write(Season.of(SEED).toArray(SpecificRecord[]::new));
        patiently().until(() -> service.get(BOARD + "/panels").body().contains("Refused today"));
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
    void aDeskInTheMorning() {
        browser.size(1400, 900).prefers("light", false);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50));
    }

    private static BookingConfirmed another() {
        return booked(
                "dashboard " + ++made, TODAY, stay(1, Season.TODAY.plusDays(60).toString(), 100_00, 100_00));
    }

    private static long number(String css) {
        return Long.parseLong(browser.text(css).replaceAll("[^0-9]", ""));
    }

    private static void untilLive() {
        patiently().until(() -> browser.text("#connection-text").equals("Live"));
    }

    @ParameterizedTest
    @CsvSource({
        "hotels, /",
        "board, /hotels/seaview",
        "nights, /hotels/seaview/nights",
        "in-house, /hotels/seaview/behind?what=in-house",
        "attention, /hotels/seaview/behind?what=attention",
        "refused, /hotels/seaview/behind?what=refused&value=sold_out",
        "stays, /hotels/seaview/behind?what=rooms-revenue&from=2026-09-01&to=2026-09-05",
        "rooms, /hotels/seaview/behind?what=rooms&from=2026-09-05&to=2026-09-05",
        "operations, /operations",
        "login, /login",
        "booking, BOOKING",
    })
    void a_page_is_for_everybody_in_light_dark_and_on_a_phone(String name, String given) {
        var address = service.url(given.equals("BOOKING") ? "/bookings/" + id("season 30") : given);
        browser.complaints();
        browser.go(address);
        assertThat(browser.title()).endsWith(" · Staylog");
        assertThat(browser.axe()).as("in light").isEmpty();
        browser.shoot(name + "-light");
        browser.prefers("dark", true);
        assertThat(browser.axe()).as("in dark").isEmpty();
        browser.shoot(name + "-dark");
        browser.prefers("light", false).size(360, 740).go(address);
        assertThat(browser.axe()).as("on a phone").isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(360L);
        browser.shoot(name + "-phone");
        assertThat(browser.complaints())
                .as("of the browser, about the policy too")
                .isEmpty();
    }

    @Test
    void what_is_not_there_is_said_with_the_next_step() {
        browser.go(service.url("/hotels/nowhere"));
        assertThat(browser.text("main")).contains("Not found", "choose a hotel");
        assertThat(browser.axe()).isEmpty();
        browser.complaints();
        var answer = service.get("/hotels/" + HOTEL + "/behind?what=night&value=2026-02-31");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("follow a number there");
    }

    @Test
    void the_policy_lets_no_script_in_that_is_not_a_file_of_ours() {
        browser.go(service.url(BOARD));
        browser.run("""
                const bad = document.createElement('script');
                bad.textContent = 'window.ranInline = true';
                document.body.append(bad);
                document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="color: red">x</p>');""");
        assertThat(browser.run("return String(window.ranInline)")).isEqualTo("undefined");
        assertThat(browser.run("return getComputedStyle(document.getElementById('styled')).color"))
                .isNotEqualTo("rgb(255, 0, 0)");
        assertThat(browser.complaints()).isNotEmpty();
    }

    @Test
    void a_booking_appears_by_itself_and_nothing_else_moves() {
        browser.go(service.url(BOARD));
        untilLive();
        long before = number("#n-booked");
        browser.run("""
                document.getElementById('n-booked').focus();
                document.querySelector('#p-today').untouched = true;
                document.querySelector('#as-of-offsets').open = true;""");

        service.write(another());

        patiently().untilAsserted(() -> assertThat(number("#n-booked")).isEqualTo(before + 1));
        assertThat(browser.run("return document.activeElement.id")).as("focus").isEqualTo("n-booked");
        assertThat(browser.run("return document.querySelector('#p-today').untouched === true"))
                .as("a panel that says the same stays as it is")
                .isEqualTo(true);
        assertThat(browser.run("return document.querySelector('#as-of-offsets').open"))
                .as("what was opened stays open")
                .isEqualTo(true);
        patiently()
                .untilAsserted(() -> assertThat(browser.text("#announcer"))
                        .as("for those who listen")
                        .startsWith("Booking ABCD2345, Confirmed"));
        assertThat(browser.text("#p-ticker li")).contains("ABCD2345", "Confirmed");
        browser.shoot("board-after-a-booking");
    }

    @Test
    void every_number_leads_to_as_many_rows() {
        browser.go(service.url(BOARD));
        @SuppressWarnings("unchecked")
        var links = (List<Map<String, String>>) browser.runAsync("""
                const done = arguments[arguments.length - 1];
                const numbers = [...document.querySelectorAll('main a[href*="/behind?"]:not(svg a)')]
                    .filter(a => !a.closest('svg'));
                Promise.all(numbers.map(async a => {
                    const answer = await fetch(a.href);
                    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
                    return {id: a.id, shown: a.textContent, status: String(answer.status),
                        total: page.getElementById('total')?.textContent ?? '?'};
                })).then(done);""");
        assertThat(links).hasSizeGreaterThan(40);
        assertThat(links)
                .allSatisfy(link ->
                        assertThat(link.get("status")).as(link.get("id")).isEqualTo("200"));
        assertThat(links.stream()
                        .filter(link -> link.get("shown").matches("[0-9,]+"))
                        .toList())
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        link -> assertThat(link.get("total")).as(link.get("id")).isEqualTo(link.get("shown")));
    }

    @Test
    void a_number_leads_to_its_bookings_their_events_and_their_whole_story() {
        browser.go(service.url(BOARD));
        browser.one("#n-in-house").click();
        assertThat(browser.text("h1")).isEqualTo("In house");
        assertThat(browser.text("#t-events")).isEqualTo("The events behind");
        assertThat(browser.text("main")).containsPattern("booking\\.events/[0-9]+/[0-9]+");
        browser.one("tbody a").click();
        assertThat(browser.text("h1")).startsWith("Booking ");
        assertThat(browser.all(".timeline > li")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(browser.text(".timeline")).contains("Guest checked in", "version 1", "booking.events/");
        browser.one(".timeline summary").click();
        assertThat(browser.text(".timeline pre")).contains("\"hotelId\"");
    }

    @Test
    void a_page_comes_back_by_itself_after_the_service_was_away() throws IOException {
        browser.go(service.url(BOARD));
        untilLive();
        long before = number("#n-booked");
        int port = service.url("/").getPort();

        service.stop();
        patiently()
                .until(() -> browser.run("return document.body.classList.contains('stale')")
                        .equals(true));
        browser.shoot("board-without-service");
        service.write(another(), another());
        service.startOn(port);

        patiently().untilAsserted(() -> assertThat(number("#n-booked")).isEqualTo(before + 2));
        untilLive();
        assertThat(browser.run("return document.body.classList.contains('stale')"))
                .isEqualTo(false);
        browser.complaints();
    }

    @Test
    void everything_can_be_reached_by_keyboard_in_order_and_is_seen_to_be_focused() {
        browser.go(service.url(BOARD));
        browser.press(Keys.TAB);
        assertThat(browser.run("return document.activeElement.className")).isEqualTo("skip");
        browser.press(Keys.ENTER);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("main");
        var seen = new ArrayList<String>();
        double last = -1;
        for (int i = 0; i < 200; i++) {
            browser.press(Keys.TAB);
            var id = String.valueOf(browser.run("return document.activeElement === document.body ? 'END'"
                    + " : document.activeElement.id || document.activeElement.tagName"));
            if (id.equals("END") || seen.contains(id)) {
                break;
            }
            seen.add(id);
            assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                    .as(id)
                    .isEqualTo("solid");
            var place = ((Number) browser.run("""
                    const all = [...document.querySelectorAll('*')];
                    return all.indexOf(document.activeElement)""")).doubleValue();
            assertThat(place).as("order at " + id).isGreaterThan(last);
            last = place;
        }
        assertThat(seen).contains("n-tonight", "n-booked", "n-in-house", "n-nights", "n-attention", "n-disputed");
    }

    /** Measures; says nothing about how long it may take. Both clocks are this machine's. */
    @Test
    void from_the_log_to_the_screen() {
        browser.go(service.url(BOARD));
        untilLive();
        var appended = new ArrayList<Long>();
        long before = number("#n-booked");
        browser.run("""
                window.seenAt = {};
                new MutationObserver(() => {
                    const shown = document.getElementById('n-booked')?.textContent;
                    if (shown) window.seenAt[shown.replace(/[^0-9]/g, '')] ??= Date.now();
                }).observe(document.querySelector('main'), {subtree: true, childList: true, characterData: true});""");
        for (int i = 1; i <= MEASURED; i++) {
            long expected = before + i;
            // As bookings come by themselves: apart from each other, and from the page's own rounds.
            long apartMs = 300 + 37L * i % 250;
            await().pollDelay(Duration.ofMillis(apartMs)).until(() -> true);
            service.write(another());
            appended.add(System.currentTimeMillis());
            patiently().until(() -> number("#n-booked") == expected);
        }
        var latencies = new ArrayList<Long>();
        for (int i = 1; i <= MEASURED; i++) {
            var seen = (Number) browser.run("return window.seenAt[arguments[0]]", String.valueOf(before + i));
            latencies.add(seen.longValue() - appended.get(i - 1));
        }
        latencies.sort(null);
        System.out.printf(
                "%d bookings, from the broker's acknowledgement to the changed page: p50 %d ms, p99 %d ms, most %d ms%n",
                MEASURED, latencies.get(MEASURED / 2), latencies.get((MEASURED - 1) * 99 / 100), latencies.getLast());
        assertThat(latencies).hasSize(MEASURED);
        var sizes = browser.run("""
                return performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
                    .filter(e => !e.name.includes('/panels')).map(e => e.name.split('/').pop() + ' ' + e.transferSize)
                    .concat(performance.getEntriesByType('resource').filter(e => e.name.includes('/panels')).slice(-3)
                        .map(e => 'panels ' + e.transferSize + ' bytes in ' + Math.round(e.duration) + ' ms'))
                    .join(', ')""");
        System.out.println("bytes: " + sizes);
    }
}
