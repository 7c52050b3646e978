package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TakenPortsTest {
    @Test
    void a_taken_port_is_named_with_the_part_and_the_way_out() throws IOException {
        var ports = Ports.free();
        try (var _ = new ServerSocket(ports.of(Port.REGISTRY), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ports.requireFree(EnumSet.allOf(Part.class), "the.file"))
                    .isInstanceOf(LocalException.class)
                    .hasMessageStartingWith("Port " + ports.of(Port.REGISTRY) + ", which Staylog's registry listens on")
                    .hasMessageContaining("registry.port=")
                    .hasMessageContaining("the.file");
        }
    }

    @Test
    void a_port_of_a_part_that_is_not_started_may_be_taken() throws IOException {
        var ports = Ports.free();
        try (var _ = new ServerSocket(ports.of(Port.REGISTRY), 1, InetAddress.getLoopbackAddress())) {
            assertThatCode(() -> ports.requireFree(EnumSet.of(Part.BROKER), "the.file"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void free_ports_differ() {
        var numbers = Ports.free().numbers().values();
        assertThat(new HashSet<>(numbers)).hasSize(Port.values().length);
    }
}
