package io.staylog.checker.bad.rules;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/** A rule that looks at the clock and at the log. */
class Clocked {
    final Instant now = Instant.now();
    TopicPartition partition;
}
