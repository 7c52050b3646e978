package io.staylog.cli.doctor;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.ProfileOption;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Failure;
import io.staylog.guard.LogLook;
import io.staylog.guard.LogRules;
import io.staylog.guard.Verdict;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Looks at the brokers, their features, the topics, and what lies in the dead-letter topics. */
final class Brokers {
    private static final String BROKERS = "brokers";
    private static final String TOPICS = "topics";
    private static final String DISKS = "replicas";

    private Brokers() {}

    static List<Symptom> look(Settings settings, ProfileOption profile, Duration youngerThan) {
        var clients = new KafkaClients(settings);
        var symptoms = new ArrayList<Symptom>();
        try (var admin = clients.probe().admin()) {
            var seen = new LogLook(admin, settings.bootstrapServers()).read(Topics.all(), profile.depth());
            var verdict = Verdict.of(LogRules.judge(seen, Topics.all(), Map.of(), null), profile.profile());
            symptoms.add(Symptom.ok(BROKERS, "they answer at " + settings.bootstrapServers()));
            if (verdict.refused().isEmpty()) {
                symptoms.add(Symptom.ok(TOPICS, "all topics and the brokers' features are as they must be"));
            }
            verdict.refused().forEach(breach -> symptoms.add(Symptom.of(TOPICS, breach)));
            verdict.warnings().forEach(warning -> symptoms.add(Symptom.note(DISKS, warning)));
        } catch (Failure | KafkaException e) {
            symptoms.add(Symptom.unreachable(
                    BROKERS,
                    String.valueOf(e.getMessage()),
                    "look at their log, or name the right address with --bootstrap-servers"));
            return symptoms;
        }
        symptoms.addAll(DeadLetters.look(clients, youngerThan));
        return symptoms;
    }
}
