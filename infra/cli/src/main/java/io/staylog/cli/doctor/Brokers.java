package io.staylog.cli.doctor;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.Topics;
import io.staylog.schemas.topics.TopicTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Looks at the brokers, their features, the topics, and what lies in the dead-letter topics. */
final class Brokers {
    private static final String BROKERS = "brokers";
    private static final String TOPICS = "topics";

    private Brokers() {}

    static List<Symptom> look(Settings settings, Duration youngerThan) {
        var clients = new KafkaClients(settings);
        var symptoms = new ArrayList<Symptom>();
        try (var admin = clients.probe().admin()) {
            var differences = new TopicTool(admin).differences(Topics.all());
            symptoms.add(Symptom.ok(BROKERS, "they answer at " + settings.bootstrapServers()));
            if (differences.isEmpty()) {
                symptoms.add(Symptom.ok(TOPICS, "all topics and the brokers' features are as they must be"));
            }
            differences.forEach(difference -> symptoms.add(topics(difference)));
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

    /** A difference says what to do behind its semicolon. */
    private static Symptom topics(String difference) {
        int next = difference.indexOf("; ");
        return next < 0
                ? Symptom.wrong(TOPICS, difference, "make them anew with the same number of partitions each")
                : Symptom.wrong(TOPICS, difference.substring(0, next), difference.substring(next + 2));
    }
}
