package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {
    @Test
    void a_path_with_any_letters_is_read_back_by_programs_that_take_bytes_for_iso_8859_1() throws IOException {
        var settings = Map.of(
                "log.dirs", "/home/jos\u00e9/\u65c5\u9928 #1/log",
                "listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093",
                "windows", "C:\\users\\new = old!");

        var text = PropertiesText.of(settings);

        var read = new Properties();
        read.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(read).isEqualTo(settings);
    }
}
