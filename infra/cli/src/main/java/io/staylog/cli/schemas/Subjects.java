package io.staylog.cli.schemas;

import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Suggestions;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.SchemaRegistry.Registered;
import io.staylog.schemas.serde.UndecodableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Subjects of the registry, also by the short name of their record type. */
final class Subjects {
    private final SchemaRegistry registry;

    Subjects(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * The subject that a person means: its full name, or its record type where that is on one topic only.
     *
     * @throws Failure if there is none, or more than one
     */
    String named(String name) {
        var all = registry.subjects();
        if (all.contains(name)) {
            return name;
        }
        var meant = all.stream()
                .filter(subject -> subject.endsWith("-" + name) || subject.endsWith("." + name))
                .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        throw Failure.usage(
                meant.isEmpty()
                        ? "the registry has no subject " + name + "; " + hint(name, all) + "see: staylog schemas list"
                        : name + " is on several topics; name one of " + String.join(", ", meant));
    }

    private static String hint(String name, Collection<String> all) {
        var names = all.stream().map(Subjects::recordName).distinct().toList();
        var hint = Suggestions.nearest(name, names);
        return hint.startsWith("did you mean") ? hint + " " : "";
    }

    /** The short name of a subject's record type. */
    static String recordName(String subject) {
        return subject.substring(Math.max(subject.lastIndexOf('.'), subject.lastIndexOf('-')) + 1);
    }

    /**
     * All versions of a subject, oldest first.
     *
     * @throws Failure if one of them is not an Avro schema
     */
    List<Registered> versions(String subject) {
        return numbers(subject).stream()
                .flatMap(version -> avro(subject, version).stream())
                .toList();
    }

    /** The numbers of a subject's versions, oldest first. */
    List<Integer> numbers(String subject) {
        return registry.versions(subject).stream().sorted().toList();
    }

    /**
     * One version of a subject.
     *
     * @throws Failure if the registry has none of that number, or if it is not an Avro schema
     */
    Registered version(String subject, int version) {
        return avro(subject, version)
                .orElseThrow(() ->
                        Failure.usage(subject + " has no version " + version + ", only " + registry.versions(subject)));
    }

    /**
     * One version of a subject that is there.
     *
     * @throws UndecodableException if it is not an Avro schema
     */
    Registered read(String subject, int version) {
        return registry.version(subject, version)
                .orElseThrow(() -> Failure.usage("version " + version + " of " + subject
                        + " was deleted while it was asked for; run the command again"));
    }

    private Optional<Registered> avro(String subject, int version) {
        try {
            return registry.version(subject, version);
        } catch (UndecodableException e) {
            throw Failure.usage("version " + version + " of " + subject
                    + " is not an Avro schema, so there is nothing to tell of it here; all versions: staylog schemas"
                    + " history " + subject);
        }
    }

    /** The schema that this version of Staylog has for a subject; empty where it has none. */
    static Optional<Schema> ofContract(String subject) {
        return Topics.all().stream()
                .map(Topic::schemas)
                .map(Map::entrySet)
                .flatMap(schemas -> schemas.stream())
                .filter(schema -> schema.getKey().equals(subject))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
