package io.staylog.payment.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.payment.BankOperation;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reading: what is known, what is not yet, and waiting for it. */
class AskingForPaymentsTest extends EdgeTest {
    @Test
    void a_payment_is_shown_under_its_hotel_and_without_it_and_nowhere_else() {
        var story = story().initiated().authorized();
        var shown = http.get(path(story, ""));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().path("status").asString()).isEqualTo("AUTHORIZED");
        assertThat(shown.header("X-Position"))
                .isEqualTo(shown.json().path("position").asString());
        assertThat(shown.body()).doesNotContain("tok_ok");
        assertThat(http.get("/v1/payments/" + story.payment).json()).isEqualTo(shown.json());
        refused(http.get("/v1/hotels/oslo/payments/" + story.payment), 404, "payment_not_found", "paymentId");
        refused(http.get("/v1/payments/" + UUID.randomUUID()), 404, "payment_not_found", "paymentId");
    }

    @Test
    void payments_are_listed_by_booking_and_page_by_page() {
        var story = story().initiated();
        var list =
                http.get("/v1/hotels/rio/payments?bookingId=" + story.booking).json();
        assertThat(list.path("payments")).hasSize(1);
        assertThat(list.path("payments").get(0).path("paymentId").asString()).isEqualTo(story.payment.toString());
        story().initiated();
        var page = http.get("/v1/hotels/rio/payments?limit=1").json();
        assertThat(page.path("payments")).hasSize(1);
        var next = http.get("/v1/hotels/rio/payments?limit=1&cursor="
                        + page.path("next").asString())
                .json();
        assertThat(next.path("payments").get(0).path("paymentId").asString()).isEqualTo(story.payment.toString());
        refused(http.get("/v1/hotels/rio/payments?limit=201"), 400, "invalid_parameter", "limit");
        refused(http.get("/v1/hotels/rio/payments?cursor=x"), 400, "invalid_parameter", "cursor");
        refused(http.get("/v1/hotels/rio/payments?booking=x"), 400, "unknown_parameter", "booking");
    }

    @Test
    void who_waits_for_a_payment_to_settle_is_answered_when_it_does() {
        var story = story().initiated();
        Thread.ofVirtual().start(story::authorized);
        var answer = http.get(path(story, "?waitFor=settled&timeout=20s"));
        assertThat(answer.json().path("status").asString()).isEqualTo("AUTHORIZED");
        var still = http.get(path(story, "?waitFor=captured&timeout=10ms"));
        assertThat(still.json().path("status").asString()).isEqualTo("AUTHORIZED");
        refused(http.get(path(story, "?waitFor=happy")), 400, "invalid_parameter", "waitFor");
        refused(http.get(path(story, "?timeout=1s")), 400, "invalid_parameter", "timeout");
    }

    @Test
    void what_needs_a_person_is_listed_with_its_age() {
        var story = story().initiated();
        story.happened(story.unknown(BankOperation.AUTHORIZE));
        now.set(now.get().plusSeconds(60));
        var list = http.get("/v1/hotels/rio/attention").json();
        assertThat(list.path("items").valueStream()).anySatisfy(item -> {
            assertThat(item.path("paymentId").asString()).isEqualTo(story.payment.toString());
            assertThat(item.path("kind").asString()).isEqualTo("OUTCOME_UNKNOWN");
            assertThat(item.path("ageSeconds").asLong()).isEqualTo(60);
        });
        assertThat(http.get("/v1/attention").json().path("count").asInt())
                .isEqualTo(list.path("count").asInt());
    }

    @Test
    void a_view_that_does_not_know_enough_says_so() {
        var story = story().initiated();
        view.partitions(0);
        refused(http.get(path(story, "")), 503, "not_ready", "");
        refused(http.get("/v1/attention"), 503, "not_ready", "");
        assertThat(http.get(path(story, "")).header("Retry-After")).isNotEmpty();
        refused(http.get(path(story, "?min-position=nonsense")), 400, "invalid_parameter", "min-position");
    }

    @Test
    void a_timeline_needs_the_log_itself() {
        refused(http.get(path(story().initiated(), "/events")), 503, "log_unavailable", "");
        refused(
                http.get("/v1/hotels/rio/payments/" + UUID.randomUUID() + "/events"),
                404,
                "payment_not_found",
                "paymentId");
    }
}
