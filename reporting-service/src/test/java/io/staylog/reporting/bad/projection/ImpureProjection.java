package io.staylog.reporting.bad.projection;

import java.io.File;
import java.net.URI;
import java.sql.Date;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.slf4j.Logger;
import org.springframework.core.env.Environment;

/** Bad on purpose, each in its way. */
public class ImpureProjection {
    public static class Spring {
        public Environment environment;
    }

    public static class Logs {
        public Logger log;
    }

    public static class Database {
        public Date date;
    }

    public static class Files {
        public File file;
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
