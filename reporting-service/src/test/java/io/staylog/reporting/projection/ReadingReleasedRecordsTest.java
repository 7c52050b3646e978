package io.staylog.reporting.projection;

import io.staylog.testkit.ReleasedRecords;
import org.junit.jupiter.api.Test;

/** What any release wrote, this service reads. */
class ReadingReleasedRecordsTest {

    @Test
    void every_record_of_every_release_is_read_as_it_was_written() {
        ReleasedRecords.assertReadBy("reporting-service", LogGuard.SOURCES);
    }
}
