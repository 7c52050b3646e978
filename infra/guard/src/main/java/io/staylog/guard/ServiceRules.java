package io.staylog.guard;

import io.staylog.guard.Breach.Weight;
import io.staylog.schemas.TopicUse.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must be true of a service's own settings. Needs no broker. */
public final class ServiceRules {
    /** Settings of all Kafka clients of a service are set below this name, by Kafka's names. */
    public static final String CLIENT_OVERRIDES = "staylog.kafka.client-overrides";

    private static final String TOKEN_FILE = "staylog.token-file";
    private static final String REGISTRY = "staylog.registry.url";
    private static final String READERS = "staylog.readers-need-token";
    private static final String DATABASE_PASSWORD = "spring.datasource.password";
    private static final String DEFAULT_BANK = "staylog.bank.default-gateway";
    private static final String HOTELS = "staylog.bank.hotels";
    private static final String GATEWAYS = "staylog.bank.gateways";
    private static final String SIMULATOR = "simulator";
    private static final String BANKS_SECRET = "write what the bank shows into a file, one a line, and name that file";
    private static final String NEW_SECRET = "make one with: openssl rand -base64 32";

    private final ServiceSettings settings;
    private final String where;
    private final List<Breach> found = new ArrayList<>();

    private ServiceRules(Party service, ServiceSettings settings) {
        this.settings = settings;
        this.where = service.title();
    }

    /** Holds a service's settings against the rules. */
    public static List<Breach> judge(Party service, ServiceSettings settings) {
        var rules = new ServiceRules(service, settings);
        rules.found.addAll(ClientRules.judge(rules.where, settings.below(CLIENT_OVERRIDES), CLIENT_OVERRIDES + "."));
        rules.address(REGISTRY, settings.value(REGISTRY));
        rules.secretsInTheOpen();
        switch (service) {
            case BOOKING_SERVICE -> rules.ownToken();
            case PAYMENT_SERVICE -> {
                rules.ownToken();
                rules.banks();
            }
            case REPORTING_SERVICE -> {
                rules.token();
                rules.database();
            }
            case ANYBODY -> throw new IllegalArgumentException("anybody is no service");
        }
        return rules.found;
    }

    private void refuse(String setting, String value, String must, String next) {
        found.add(Breach.setting(Weight.PRODUCTION, where, setting, value, must, next));
    }

    private void address(String setting, @Nullable String value) {
        if (value == null || !value.toLowerCase(Locale.ROOT).startsWith("https://")) {
            refuse(
                    setting,
                    value == null ? "the usual http address" : value,
                    "an https address",
                    "name one; a proxy before it will do");
        }
    }

    /** Who can read the settings, a process list or a dump must not learn them. */
    private void secretsInTheOpen() {
        for (var name : settings.namesInTheOpen()) {
            if (Secrets.isSecret(name, settings.value(name))) {
                refuse(
                        name,
                        "(written out)",
                        "its value in a file of its own",
                        "put the value alone into a file of that name in a directory, and set"
                                + " spring.config.import=configtree:<directory>/");
            }
        }
    }

    /** The service makes its token where there is none, so only one that somebody has put there can be weak. */
    private void ownToken() {
        var file = settings.value(TOKEN_FILE);
        var weakness = file == null ? null : Secrets.weaknessOfFile(file);
        if (weakness != null && !weakness.endsWith("cannot be read")) {
            refuse(TOKEN_FILE, weakness, "a secret that nobody guesses", NEW_SECRET);
        }
    }

    private void token() {
        secretFile(TOKEN_FILE, settings.value(TOKEN_FILE), NEW_SECRET);
        if (!Boolean.parseBoolean(settings.value(READERS))) {
            refuse(
                    READERS,
                    "false",
                    "true, or whoever reaches the port reads all hotels' figures",
                    "set it to true; a browser shows the token once, at /login");
        }
    }

    private void secretFile(String setting, @Nullable String file, String next) {
        var weakness = file == null ? "nothing" : Secrets.weaknessOfFile(file);
        if (weakness != null) {
            refuse(setting, weakness, "a file with a secret that nobody guesses", next);
        }
    }

    private void database() {
        var password = settings.value(DATABASE_PASSWORD);
        var weakness = Secrets.weakness(password == null ? "" : password);
        if (weakness != null) {
            refuse(DATABASE_PASSWORD, weakness, "a secret that nobody guesses", NEW_SECRET);
        }
    }

    private void banks() {
        var usual = settings.value(DEFAULT_BANK);
        var chosen = new TreeSet<>(settings.below(HOTELS).values());
        chosen.add(usual == null ? SIMULATOR : usual);
        var gateways = settings.below(GATEWAYS);
        gateways.keySet().forEach(name -> chosen.add(name.split("\\.", 2)[0]));
        for (var bank : chosen) {
            if (bank.equals(SIMULATOR)) {
                simulator(usual == null ? SIMULATOR : usual);
            } else {
                bank(bank);
            }
        }
    }

    private void simulator(String usual) {
        boolean isUsual = usual.equals(SIMULATOR);
        var setting = isUsual
                ? DEFAULT_BANK
                : settings.below(HOTELS).containsValue(SIMULATOR) ? HOTELS + ".*" : GATEWAYS + "." + SIMULATOR;
        refuse(
                setting,
                isUsual || setting.startsWith(HOTELS) ? SIMULATOR : "(set)",
                "a real bank; the simulator takes nobody's money",
                "name the bank that the hotels are with, for example stripe, and leave the simulator out");
    }

    private void bank(String bank) {
        var prefix = GATEWAYS + "." + bank;
        var own = settings.below(prefix);
        boolean isSigned = false;
        for (var setting : own.entrySet()) {
            var name = setting.getKey();
            if (name.endsWith("secrets-file") || name.endsWith("secretsfile")) {
                isSigned = true;
            }
            if (name.endsWith("-file") || name.endsWith("keyfile") || name.endsWith("secretsfile")) {
                secretFile(prefix + "." + name, setting.getValue(), BANKS_SECRET);
            } else if (name.equals("url") || name.equals("base-url") || name.equals("baseurl")) {
                address(prefix + "." + name, setting.getValue());
            }
        }
        if (!isSigned) {
            refuse(
                    prefix + ".webhook-secrets-file",
                    "nothing",
                    "the bank's signing secrets, or its notifications are refused",
                    BANKS_SECRET);
        }
    }
}
