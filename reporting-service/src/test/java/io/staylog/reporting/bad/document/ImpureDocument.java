package io.staylog.reporting.bad.document;

import java.net.URI;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.ApplicationContext;

/** Bad on purpose, each in its way. */
public class ImpureDocument {
    public static class Spring {
        public ApplicationContext context;
    }

    public static class Log {
        public Producer<String, String> producer;
    }

    public static class Database {
        public Connection connection;
    }

    public static class Net {
        public URI uri;
    }

    public static class HasAClock {
        public Clock clock;
    }

    public static class AsksTheTime {
        public Instant value() {
            return Instant.now();
        }
    }

    public static class AsksTheDate {
        public LocalDate value() {
            return LocalDate.now();
        }
    }

    public static class MakesUpAnId {
        public UUID value() {
            return UUID.randomUUID();
        }
    }
}
