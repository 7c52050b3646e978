package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingSettingsTest {
    @TempDir
    Path home;

    @Test
    void without_settings_everything_runs_on_the_usual_ports() {
        var settings = read(Map.of());
        assertThat(settings.dataDir()).isEqualTo(home);
        assertThat(settings.parts()).containsExactlyInAnyOrder(Part.values());
        assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(settings.registryUrl()).isEqualTo("http://127.0.0.1:8081/apis/ccompat/v7");
        assertThat(settings.url(Part.REPORTING)).isEqualTo("http://127.0.0.1:8084");
        assertThat(settings.partitions()).isEqualTo(8);
    }

    @Test
    void the_file_changes_what_it_names() throws IOException {
        file(
                "kafka.port=19092\nparts=broker, registry\njvm.broker=-Xmx1g  -XX:+UseParallelGC\npartitions=2\nprepare=false\n");
        var settings = read(Map.of());
        assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:19092");
        assertThat(settings.ports().of(Port.CONTROLLER)).isEqualTo(9093);
        assertThat(settings.parts()).containsExactlyInAnyOrder(Part.BROKER, Part.REGISTRY);
        assertThat(settings.jvmOptions()).isEqualTo(Map.of(Part.BROKER, List.of("-Xmx1g", "-XX:+UseParallelGC")));
        assertThat(settings.partitions()).isEqualTo(2);
        assertThat(settings.prepares()).isFalse();
    }

    @Test
    void the_environment_wins_over_the_file() throws IOException {
        file("kafka.controller-port=19093\n");
        var settings = read(Map.of("STAYLOG_KAFKA_CONTROLLER_PORT", "29093"));
        assertThat(settings.ports().of(Port.CONTROLLER)).isEqualTo(29093);
    }

    @Test
    void a_name_that_means_nothing_is_refused() throws IOException {
        file("kafka.prot=19092\n");
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("kafka.prot")
                .hasMessageContaining("kafka.port");
    }

    @Test
    void a_port_that_is_no_port_is_refused() {
        for (var value : List.of("0", "65536", "-1", "http", "")) {
            assertThatThrownBy(() -> read(Map.of("STAYLOG_BANK_PORT", value)))
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("bank.port must be a number from 1 to 65535")
                    .hasMessageContaining("STAYLOG_BANK_PORT");
        }
    }

    @Test
    void two_parts_cannot_have_one_port() {
        assertThatThrownBy(() -> read(Map.of("STAYLOG_BANK_PORT", "9092")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("9092");
    }

    @Test
    void a_part_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> read(Map.of("STAYLOG_PARTS", "broker,kafka")))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("no part \"kafka\"")
                .hasMessageContaining("registry");
    }

    private void file(String text) throws IOException {
        Files.writeString(home.resolve("staylog.properties"), text);
    }

    private LocalSettings read(Map<String, String> environment) {
        return SettingsReader.read(environment, LocalSettings.usual(home, home));
    }
}
