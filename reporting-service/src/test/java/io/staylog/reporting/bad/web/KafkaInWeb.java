package io.staylog.reporting.bad.web;

import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.KafkaAdmin;

/** Bad on purpose, each in its way. */
public class KafkaInWeb {
    public static class Clients {
        public TopicPartition partition;
    }

    public static class SpringKafka {
        public KafkaAdmin admin;
    }
}
