package io.staylog.eventsourcing;

import org.apache.kafka.common.utils.Utils;

/** Where keys belong. */
final class Partitions {
    private Partitions() {}

    /** The partition of a key as Kafka's own Java client reckons it: murmur2, whatever the producer has used. */
    static int home(byte[] key, int partitionCount) {
        return Utils.toPositive(Utils.murmur2(key)) % partitionCount;
    }
}
