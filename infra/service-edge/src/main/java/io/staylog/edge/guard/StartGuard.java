package io.staylog.edge.guard;

import io.staylog.guard.Profile;
import io.staylog.guard.ServiceRules;
import io.staylog.guard.Verdict;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Looks at a service's settings before anything of it is made, and at the brokers too in production or where the settings are
 * refused already, so that all that has to be mended is said at once. Brokers that do not answer are waited for later on.
 */
final class StartGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final int REQUEST_TIMEOUT_MS = 1_500;
    private static final int API_TIMEOUT_MS = 2_500;
    private static final String BROKERS = "staylog.kafka.bootstrap-servers";
    private static final String USUAL_BROKERS = "127.0.0.1:9092";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        Starting.party(environment).ifPresent(party -> look(party, environment));
    }

    private static void look(Party party, ConfigurableEnvironment environment) {
        var settings = new SpringSettings(environment);
        var profile = Starting.profile(environment);
        var own = Verdict.of(ServiceRules.judge(party, settings), profile);
        if (profile == Profile.DEFAULT && own.refused().isEmpty()) {
            return;
        }
        var reasons = new ArrayList<>(own.refusals());
        var brokers = environment.getProperty(BROKERS, USUAL_BROKERS);
        try {
            reasons.addAll(log(party, brokers, settings.below(ServiceRules.CLIENT_OVERRIDES), environment));
        } catch (KafkaException e) {
            if (!reasons.isEmpty()) {
                reasons.add("the brokers at " + brokers + " could not be asked, so there may be more: "
                        + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage())
                        + "; look at all with: staylog doctor --production");
            }
        }
        if (!reasons.isEmpty()) {
            throw new RefusedStartException(party.title(), List.copyOf(reasons));
        }
    }

    private static List<String> log(
            Party party,
            String brokers,
            Map<String, String> overrides,
            ConfigurableEnvironment environment) {
        var config = new HashMap<String, Object>(overrides);
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, party.title() + "-guard");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        try (var admin = Admin.create(config)) {
            return LogCheck.of(environment).refusals(admin, brokers, TopicUse.usedBy(party));
        }
    }
}
