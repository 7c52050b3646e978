package io.staylog.cli.events;

import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.util.ArrayList;

/** The names of the contract, which the shell proposes. */
public final class Candidates {
    private Candidates() {}

    /** All topics with their dead letters. */
    public static final class TopicNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        /** For picocli. */
        public TopicNames() {
            Topics.all().stream().map(Topic::name).forEach(this::add);
            Topics.all().stream().map(Topic::dead).forEach(this::add);
        }
    }

    /** All record types without namespace. */
    public static final class TypeNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        /** For picocli. */
        public TypeNames() {
            Topics.all().stream()
                    .flatMap(topic -> topic.recordTypes().stream())
                    .map(Class::getSimpleName)
                    .distinct()
                    .sorted()
                    .forEach(this::add);
        }
    }
}
