package io.staylog.reporting.bad.web;

import org.apache.kafka.common.TopicPartition;

/** Bad on purpose. */
public class KafkaInWeb {
    public TopicPartition partition;
}
