package io.staylog.realbroker;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Main class of the broker's process: formats the directory once, runs Kafka, and ends when its parent is gone. */
final class BrokerProcess {
    private BrokerProcess() {}

    /** Takes the properties file, the data directory and, where there are several brokers, the cluster's id. */
    public static void main(String[] args) {
        ChildJvm.endWithParent();
        var properties = args[0];
        if (!Files.exists(Path.of(args[1], "meta.properties"))) {
            var format = args.length > 2
                    ? new String[] {"format", "-t", args[2], "-c", properties}
                    : new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", properties, "--standalone"};
            int result = StorageTool.execute(format, System.out);
            if (result != 0) {
                throw new IllegalStateException("formatting " + args[1] + " failed with " + result);
            }
        }
        Kafka.main(new String[] {properties});
    }
}
