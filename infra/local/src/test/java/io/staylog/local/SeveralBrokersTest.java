package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.local.Topology.BrokerNode;
import io.staylog.local.Topology.Listener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralBrokersTest {
    @TempDir
    Path home;

    private static BrokerNode node(int id) {
        int port = 1_000 * id;
        return new BrokerNode(
                id,
                new Listener(port + 1, port + 101),
                new Listener(port + 2, port + 102),
                new Listener(port + 3, port + 103),
                new Listener(port + 4, port + 104));
    }

    private static List<BrokerNode> three() {
        return IntStream.rangeClosed(1, 3).mapToObj(SeveralBrokersTest::node).toList();
    }

    @Test
    void what_is_acknowledged_is_on_two_of_three_and_need_not_be_flushed() {
        var settings = BrokerSettings.memberAs(node(2), three());
        assertThat(settings)
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("default.replication.factor", "3")
                .containsEntry("transaction.state.log.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("unclean.leader.election.enable", "false")
                .containsEntry("auto.create.topics.enable", "false")
                .doesNotContainKey("log.flush.interval.messages");
    }

    @Test
    void wherever_its_data_is_a_cluster_s_id_can_be_told_to_kafka_s_tools() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> BrokerProgram.clusterId(home.resolve("cluster-" + i))))
                .doesNotHaveDuplicates()
                .noneMatch(id -> id.startsWith("-"));
    }

    @Test
    void others_are_told_to_connect_where_it_is_advertised() {
        var settings = BrokerSettings.memberAs(node(2), three());
        assertThat(settings)
                .containsEntry("node.id", "2")
                .containsEntry(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:2001,OTHERS://127.0.0.1:2002,REPLICATION://127.0.0.1:2003,CONTROLLER://127.0.0.1:2004")
                .containsEntry(
                        "advertised.listeners",
                        "PLAINTEXT://127.0.0.1:2101,OTHERS://127.0.0.1:2102,REPLICATION://127.0.0.1:2103,CONTROLLER://127.0.0.1:2104")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:1104,2@127.0.0.1:2104,3@127.0.0.1:3104");
    }

    @Test
    void services_are_told_of_all_brokers_and_of_the_doors_before_other_parts() {
        var settings = LocalSettings.usual(home, home)
                .withTopology(new Topology(three(), Map.of(Port.BANK, 7_777), Map.of(), Map.of()));
        assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:1101,127.0.0.1:2101,127.0.0.1:3101");
        assertThat(settings.bootstrapServers(2)).isEqualTo("127.0.0.1:1102,127.0.0.1:2102,127.0.0.1:3102");
        assertThat(settings.bankUrl()).isEqualTo("http://127.0.0.1:7777");
        assertThat(settings.registryUrl()).contains(":8081/");
        assertThat(settings.topology().copies()).isEqualTo((short) 3);
    }

    @Test
    void a_lone_broker_is_as_it_was() {
        var settings = LocalSettings.usual(home, home);
        assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(settings.topology().copies()).isEqualTo((short) 1);
        assertThat(BrokerSettings.loneAt(1, 2))
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2")
                .containsEntry("log.flush.interval.messages", "1");
    }
}
