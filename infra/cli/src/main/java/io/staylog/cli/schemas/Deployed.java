package io.staylog.cli.schemas;

import io.staylog.schemas.Topic;
import io.staylog.schemas.evolution.ChangeInWords;
import io.staylog.schemas.evolution.SchemaVersion;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a record type that programs out there read and write: what this program was built with, what the registry
 * has, and what the topic's newest records were written with.
 */
final class Deployed {
    static final String CONTRACT = "this version of Staylog";

    private final @Nullable SchemaRegistry registry;
    private final Duration window;

    /**
     * Asks nobody yet.
     *
     * @param registry null leaves out all but this program's own version
     * @param window how far back the topic was read; for the names of the versions
     */
    Deployed(@Nullable SchemaRegistry registry, Duration window) {
        this.registry = registry;
        this.window = window;
    }

    /** The versions of a record type on a topic, oldest first. */
    List<SchemaVersion> versions(Topic topic, Schema proposed, SeenSchemas seen) {
        var subject = topic.subject(proposed);
        var contract = Subjects.ofContract(subject);
        var versions = new ArrayList<SchemaVersion>();
        boolean isContractNamed = contract.isEmpty();
        for (var version : inRegistry(subject, proposed, seen).entrySet()) {
            boolean isContract = contract.isPresent()
                    && ChangeInWords.between(contract.get(), version.getValue()).isEmpty();
            isContractNamed |= isContract;
            versions.add(new SchemaVersion(
                    version.getKey() + (isContract ? ", " + CONTRACT + ")" : ")"), version.getValue()));
        }
        if (!isContractNamed) {
            versions.add(new SchemaVersion(CONTRACT, contract.get()));
        }
        return versions;
    }

    /** With names whose bracket is still open. */
    private Map<String, Schema> inRegistry(String subject, Schema proposed, SeenSchemas seen) {
        var named = new LinkedHashMap<String, Schema>();
        if (registry == null) {
            return named;
        }
        var unnamed = new LinkedHashMap<>(seen.byId());
        for (var version : new Subjects(registry).versions(subject)) {
            var records = unnamed.remove(version.id());
            named.put(
                    "version " + version.version() + " (id " + version.id() + (records == null ? "" : told(records)),
                    version.schema());
        }
        // Records may carry the id of another subject's schema, or of a version that was deleted.
        unnamed.forEach((id, records) -> registry.schema(id)
                .filter(schema -> schema.getFullName().equals(proposed.getFullName()))
                .ifPresent(schema ->
                        named.put("a version that is not under the subject (id " + id + told(records), schema)));
        return named;
    }

    private String told(SeenSchemas.Seen seen) {
        return ", " + seen.records() + (seen.records() == 1 ? " record" : " records") + " in the last "
                + window.toDays() + " days, the newest of " + seen.newest();
    }
}
