package io.staylog.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.evolution.ChangeInWords;
import io.staylog.schemas.evolution.SchemaChange;
import io.staylog.schemas.evolution.SchemaVersion;
import io.staylog.schemas.payment.PaymentCaptured;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next release that the rolling upgrade uses is one that our own rules let pass, and really another one. */
class TomorrowsBuildTest {

    @Test
    void it_differs_from_today_s_in_what_its_events_say_and_breaks_nobody(@TempDir Path directory) throws Exception {
        var tomorrow = TomorrowsBuild.in(directory);

        assertThat(words(tomorrow, BookingRequested.class)).containsExactly("symbol KIOSK added to Channel");
        assertThat(words(tomorrow, BookingConfirmed.class))
                .anyMatch(words -> words.contains("BookingConfirmed.confirmedBy (string) added"))
                .contains("symbol KIOSK added to Channel");
        assertThat(words(tomorrow, PaymentCaptured.class))
                .singleElement()
                .asString()
                .contains("PaymentCaptured.settledBy (string) added");
        for (var topic : Topics.all()) {
            for (var type : topic.recordTypes()) {
                assertThat(SchemaChange.judge(
                                List.of(new SchemaVersion("today", OtherRelease.plain(type))), tomorrow.schema(type)))
                        .isEmpty();
            }
        }
    }

    private static List<String> words(TomorrowsBuild tomorrow, Class<?> type) {
        return ChangeInWords.between(OtherRelease.plain(type), tomorrow.schema(type));
    }
}
