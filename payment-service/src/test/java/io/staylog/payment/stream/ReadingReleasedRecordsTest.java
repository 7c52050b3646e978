package io.staylog.payment.stream;

import io.staylog.schemas.Topics;
import io.staylog.testkit.ReleasedRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What any release wrote, this service reads. */
class ReadingReleasedRecordsTest {

    @Test
    void every_record_of_every_release_is_read_as_it_was_written() {
        ReleasedRecords.assertReadBy(
                "payment-service",
                List.of(
                        Topics.BOOKING_EVENTS,
                        Topics.PAYMENT_REQUESTS,
                        Topics.PAYMENT_EVENTS,
                        Topics.BANK_CALLS,
                        Topics.BANK_ANSWERS));
    }
}
