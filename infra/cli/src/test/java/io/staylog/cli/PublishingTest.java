package io.staylog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {
    private static final String ID = "0192f3a4-5b6c-7d8e-9f00-112233445566";
    private static final String CHECK_OUT =
            "{\"requestId\":\"" + ID + "\",\"hotelId\":\"rio\",\"bookingId\":\"" + ID + "\"}";

    @TempDir
    Path directory;

    @Test
    void a_key_that_is_not_the_records_hotel_is_misuse() throws IOException {
        var other = publish(CHECK_OUT, "--key", "oslo");

        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("--key oslo is not the record's hotelId rio");
        assertThat(publish(CHECK_OUT, "--key", "rio").exit()).isZero();
    }

    @Test
    void one_and_more_are_counted_in_good_english() throws IOException {
        assertThat(publish(CHECK_OUT).out()).contains("1 document is good");
        assertThat(publish(CHECK_OUT + CHECK_OUT).out()).contains("2 documents are good");
        assertThat(publish(CHECK_OUT.replace("rio\"", "rio\",\"a\":1")).err()).contains("1 field is wrong");
        assertThat(publish("{}").err()).contains("3 fields are wrong");
    }

    private Cli.Run publish(String json, String... more) throws IOException {
        var file = Files.writeString(directory.resolve("document.json"), json);
        var command = new String[more.length + 6];
        System.arraycopy(
                new String[] {"events", "publish", file.toString(), "--type", "CheckOutReported", "--dry-run"},
                0,
                command,
                0,
                6);
        System.arraycopy(more, 0, command, 6, more.length);
        return Cli.run(command);
    }
}
