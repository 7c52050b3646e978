package io.staylog.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.realbroker.ChildJvm;
import io.staylog.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With settings that would break the promise the process ends, with one message for who has started it. */
class RefusedStartIT {
    @TempDir
    Path directory;

    private RunningPayments payments;

    @AfterEach
    void close() {
        payments.close();
    }

    private String run(String... more) {
        var arguments = payments.arguments("refused");
        arguments.addAll(List.of(more));
        var ended = ChildJvm.run(
                directory.resolve("log"), PaymentService.class, List.of(), arguments, Duration.ofSeconds(60));
        System.out.println("refused after " + ended.took().toMillis() + " ms");
        assertThat(ended.exitCode()).as(ended.printed()).isEqualTo(1);
        assertThat(ended.printed())
                .doesNotContain("\tat ", "Exception")
                .containsOnlyOnce("payment-service must not start:");
        return ended.printed();
    }

    @Test
    void instructions_that_would_be_forgotten_too_early_are_named() throws Exception {
        payments = new RunningPayments(directory);
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.BANK_CALLS.name());
        var change = new AlterConfigOp(new ConfigEntry("retention.ms", "3600000"), AlterConfigOp.OpType.SET);
        payments.broker
                .admin()
                .incrementalAlterConfigs(Map.of(topic, List.of(change)))
                .all()
                .get();

        assertThat(run())
                .contains(
                        "1. topic payment.bank-calls has retention.ms=3600000, but must have 2592000000; set it with: ")
                .doesNotContain("2. ");
    }

    @Test
    void in_production_the_bank_that_takes_nobodys_money_is_refused_together_with_the_broker() throws Exception {
        payments = new RunningPayments(directory);
        Files.writeString(directory.resolve("token"), "changeme\n");

        assertThat(run("--spring.profiles.active=production"))
                .contains(
                        "payment-service has staylog.bank.default-gateway=simulator, but must have a real bank",
                        "payment-service has staylog.token-file=a sample or test secret in ",
                        "security.protocol=PLAINTEXT, but must have SASL_SSL or SSL",
                        "replication factor=1, but must have 3 or more",
                        "broker 1 has authorizer.class.name=, but must have");
    }
}
