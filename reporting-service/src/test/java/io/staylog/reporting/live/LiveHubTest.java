package io.staylog.reporting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.reporting.live.LiveMessage.Kind;
import io.staylog.reporting.projection.ChangeListener;
import io.staylog.reporting.report.AsOfToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages hear of what they show, of nothing else, and not more often than they can follow. */
@Timeout(30)
class LiveHubTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private long offset = 5;
    private boolean away;
    private final LiveHub hub = hub(Duration.ofSeconds(20));

    private LiveHub hub(Duration heartbeat) {
        return new LiveHub(new LiveSettings(3, 4, Duration.ofMillis(1), heartbeat), () -> {
            if (away) {
                throw new IllegalStateException("the database is away");
            }
            return new LiveHub.Standing(token(), AT);
        });
    }

    private AsOfToken token() {
        return AsOfToken.of(Map.of("booking.events", Map.of(0, offset)));
    }

    private LiveClient page(String hotel) {
        var page = hub.join(hotel, token().toString()).orElseThrow();
        assertThat(kinds(page, 1)).containsExactly(Kind.CURRENT);
        return page;
    }

    private static List<Kind> kinds(LiveClient page, int count) {
        var kinds = new ArrayList<Kind>();
        for (int i = 0; i < count; i++) {
            kinds.add(next(page).kind());
        }
        return kinds;
    }

    private static LiveMessage next(LiveClient page) {
        try {
            return CompletableFuture.supplyAsync(() -> {
                        try {
                            return page.next();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("nothing came", e);
        }
    }

    @Test
    void a_page_that_comes_back_is_told_at_once_whether_there_is_more() {
        var shown = token().toString();
        assertThat(kinds(hub.join("rio", shown).orElseThrow(), 1)).containsExactly(Kind.CURRENT);
        offset++;
        var late = hub.join("rio", shown).orElseThrow();
        assertThat(next(late)).isEqualTo(new LiveMessage(Kind.CHANGED, token().toString(), AT));
        assertThat(kinds(hub.join("rio", null).orElseThrow(), 1)).containsExactly(Kind.CHANGED);
    }

    @Test
    void a_token_that_cannot_be_ours_makes_the_page_load_everything() {
        assertThat(kinds(hub.join("rio", "17-zzz").orElseThrow(), 1)).containsExactly(Kind.RESET);
        assertThat(kinds(hub.join("rio", "<script>").orElseThrow(), 1)).containsExactly(Kind.RESET);
    }

    @Test
    void a_page_hears_of_its_hotel_and_of_everything_but_not_of_others() {
        var rio = page("rio");
        var oslo = page("oslo");
        var all = page(null);

        hub.changed(Set.of("rio"));
        hub.round();
        assertThat(kinds(rio, 1)).containsExactly(Kind.CHANGED);
        assertThat(kinds(all, 1)).containsExactly(Kind.CHANGED);

        hub.changed(ChangeListener.everything());
        hub.round();
        assertThat(kinds(oslo, 1)).as("the first that it hears").containsExactly(Kind.CHANGED);
    }

    @Test
    void a_burst_is_one_message() {
        var rio = page("rio");
        for (int i = 0; i < 1_000; i++) {
            offset++;
            hub.changed(Set.of("rio"));
        }
        hub.round();
        assertThat(next(rio).token()).isEqualTo(token().toString());
        hub.close();
        assertThat(kinds(rio, 1)).containsExactly(Kind.BYE);
    }

    @Test
    void a_page_that_takes_nothing_is_dropped_and_told_so_and_holds_up_nobody() {
        var slow = page("rio");
        var quick = page("rio");
        for (int i = 0; i < 5; i++) {
            hub.changed(Set.of("rio"));
            hub.round();
            assertThat(kinds(quick, 1)).containsExactly(Kind.CHANGED);
        }
        assertThat(kinds(slow, 1)).containsExactly(Kind.DROPPED);
        assertThat(hub.dropped()).isEqualTo(1);
        assertThat(hub.clients()).isEqualTo(1);
    }

    @Test
    void there_is_a_limit_to_pages() {
        page("rio");
        page("rio");
        var third = page("rio");
        assertThat(hub.join("rio", null)).isEmpty();
        hub.leave(third);
        assertThat(hub.join("rio", null)).isPresent();
    }

    @Test
    void a_quiet_page_hears_a_beat() {
        var beating = hub(Duration.ofMillis(30));
        var page = beating.join("rio", token().toString()).orElseThrow();
        beating.round();
        assertThat(kinds(page, 2)).containsExactly(Kind.CURRENT, Kind.BEAT);
    }

    @Test
    void what_could_not_be_told_is_told_later() {
        var rio = page("rio");
        away = true;
        hub.changed(Set.of("rio"));
        hub.round();
        away = false;
        hub.round();
        assertThat(kinds(rio, 1)).containsExactly(Kind.CHANGED);
        away = true;
        assertThatThrownBy(() -> hub.join("rio", null)).hasMessageContaining("away");
        assertThat(hub.clients()).as("who could not be greeted is not kept").isEqualTo(1);
    }

    @Test
    void a_service_that_stops_says_so_and_lets_nobody_in() {
        var rio = page("rio");
        hub.close();
        assertThat(kinds(rio, 1)).containsExactly(Kind.BYE);
        assertThat(hub.join("rio", null)).isEmpty();
    }

    @Test
    void tokens_are_equal_for_equal_offsets_and_never_go_back() {
        var before = token();
        assertThat(AsOfToken.parse(before.toString())).contains(before);
        assertThat(AsOfToken.of(Map.of("booking.events", Map.of(1, offset)))).isNotEqualTo(before);
        offset++;
        assertThat(token().records()).isGreaterThan(before.records());
    }
}
