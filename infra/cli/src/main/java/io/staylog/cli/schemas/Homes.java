package io.staylog.cli.schemas;

import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Suggestions;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** On which topics the contract has a record type, and what a person has probably meant where it has it on none. */
final class Homes {
    private Homes() {}

    /**
     * The topic that a person names for a record type.
     *
     * @throws Failure if there is none of that name, or the type is at home elsewhere
     */
    static Topic onTopic(String name, Schema proposed) {
        var topic = Topics.named(name)
                .orElseThrow(() -> Failure.usage("there is no topic " + name + "; "
                        + Suggestions.nearest(
                                name, Topics.all().stream().map(Topic::name).toList())));
        if (Topics.belongsElsewhere(proposed.getFullName(), name)) {
            throw Failure.usage(proposed.getFullName() + " belongs on " + String.join(" and ", of(proposed))
                    + "; readers of " + name + " take it for a record in the wrong place. Leave out --topic");
        }
        return topic;
    }

    private static List<String> of(Schema proposed) {
        return Topics.all().stream()
                .filter(topic -> topic.schemas().containsKey(topic.subject(proposed)))
                .map(Topic::name)
                .toList();
    }

    /** What to say of records that the contract has on no topic. */
    static String nowhere(Path file, List<Schema> records) {
        var known = new TreeSet<String>();
        Topics.all()
                .forEach(topic -> topic.recordTypes()
                        .forEach(type ->
                                known.add(SpecificData.get().getSchema(type).getFullName())));
        var meant = records.stream()
                .map(record -> similar(record, known))
                .flatMap(Optional::stream)
                .findFirst();
        return "no record of " + file + " is on a topic"
                + meant.map(text -> "; " + text).orElse("")
                + ". Of a record type that is new say with --topic where it shall go; one that was renamed counts as new,"
                + " and readers of the old name would not see it";
    }

    private static Optional<String> similar(Schema record, Set<String> known) {
        var hint = known.stream()
                .filter(name -> name.endsWith("." + record.getName()))
                .findFirst()
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> Suggestions.nearest(record.getFullName(), known));
        return hint.startsWith("did you mean")
                ? Optional.of(record.getFullName() + " is unknown, " + hint.replace("?", ""))
                : Optional.empty();
    }
}
