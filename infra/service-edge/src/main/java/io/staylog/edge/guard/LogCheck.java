package io.staylog.edge.guard;

import io.staylog.guard.LogLook;
import io.staylog.guard.LogLook.Depth;
import io.staylog.guard.LogRules;
import io.staylog.guard.Profile;
import io.staylog.guard.Verdict;
import io.staylog.schemas.Topic;
import io.staylog.schemas.TopicUse.Party;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** Looks at the log for a service, as its profile demands, and says aloud what has to be said. */
public final class LogCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LogCheck.class);

    private final Party party;
    private final Profile profile;
    private final @Nullable TopicMemory memory;
    private volatile List<String> said = List.of();

    private LogCheck(Party party, Profile profile, @Nullable TopicMemory memory) {
        this.party = party;
        this.profile = profile;
        this.memory = memory;
    }

    /** For the service that starts there. A service without a directory of its own remembers topics elsewhere. */
    public static LogCheck of(Environment environment) {
        var party = Starting.party(environment)
                .orElseThrow(() -> new IllegalStateException("spring.application.name names no service of ours"));
        var dataDir = environment.getProperty("staylog.data-dir");
        return new LogCheck(
                party, Starting.profile(environment), dataDir == null ? null : new TopicMemory(Path.of(dataDir)));
    }

    /**
     * Looks once.
     *
     * @return a sentence for each thing with which the service must not start
     * @throws org.apache.kafka.common.KafkaException if the brokers cannot be reached
     */
    public List<String> refusals(Admin admin, String bootstrapServers, List<Topic> topics) {
        var depth = profile == Profile.PRODUCTION ? Depth.ALL : Depth.TOPICS;
        var seen = new LogLook(admin, bootstrapServers).read(topics, depth);
        var remembered = memory == null ? Map.<String, Uuid>of() : memory.recall();
        var verdict = Verdict.of(LogRules.judge(seen, topics, remembered, party), profile);
        var warnings = verdict.warnings();
        if (!warnings.equals(said)) {
            warnings.forEach(warning -> LOG.warn("{}", warning));
            said = warnings;
        }
        if (memory != null && verdict.refused().isEmpty()) {
            var ids = new HashMap<String, Uuid>();
            seen.topics().forEach((name, topic) -> ids.put(name, topic.id()));
            memory.keep(ids);
        }
        return verdict.refusals();
    }
}
