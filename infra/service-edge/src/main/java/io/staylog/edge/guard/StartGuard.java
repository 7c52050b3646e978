package io.staylog.edge.guard;

import io.staylog.guard.Profile;
import io.staylog.guard.ServiceRules;
import io.staylog.guard.Verdict;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
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
    // Long, for a machine on which everything starts at once; brokers that are away are noticed by a mere connection.
    private static final int API_TIMEOUT_MS = 10_000;
    private static final int CONNECT_TIMEOUT_MS = 1_000;
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
                        + lastCause(e)
                        + "; look at all with: staylog doctor --production");
            }
        }
        if (!reasons.isEmpty()) {
            throw new RefusedStartException(party.title(), List.copyOf(reasons));
        }
    }

    private static String lastCause(Throwable failure) {
        var last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }

    private static void requireConnection(String brokers) {
        IOException last = null;
        for (var broker : brokers.split(",", -1)) {
            int colon = broker.lastIndexOf(':');
            try (var socket = new Socket()) {
                int port = Integer.parseInt(broker.substring(colon + 1).strip());
                socket.connect(new InetSocketAddress(broker.substring(0, colon).strip(), port), CONNECT_TIMEOUT_MS);
                return;
            } catch (IOException e) {
                last = e;
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new KafkaException("'" + broker + "' is not of the form host:port", e);
            }
        }
        throw new KafkaException("no broker accepts a connection", last);
    }

    private static List<String> log(
            Party party, String brokers, Map<String, String> overrides, ConfigurableEnvironment environment) {
        var config = new HashMap<String, Object>(overrides);
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, party.title() + "-guard");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        requireConnection(brokers);
        try (var admin = Admin.create(config)) {
            return LogCheck.of(environment).refusals(admin, brokers, TopicUse.usedBy(party));
        }
    }
}
