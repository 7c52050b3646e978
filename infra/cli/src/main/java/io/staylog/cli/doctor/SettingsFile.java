package io.staylog.cli.doctor;

import io.staylog.cli.terminal.Failure;
import io.staylog.guard.FileSettings;
import io.staylog.guard.Profile;
import io.staylog.guard.ServiceRules;
import io.staylog.guard.Verdict;
import io.staylog.schemas.TopicUse.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at the settings that a service is to be started with. Asks nobody. */
final class SettingsFile {
    private static final String PROFILES = "spring.profiles.active";

    private SettingsFile() {}

    static List<Symptom> look(Path file, @Nullable String service, Profile asked) {
        var party = party(service);
        var settings = read(file);
        var active = settings.value(PROFILES);
        boolean isProduction =
                active != null && List.of(active.split("\\s*,\\s*", -1)).contains(Profile.PRODUCTION_NAME);
        var profile = isProduction ? Profile.PRODUCTION : asked;
        var verdict = Verdict.of(ServiceRules.judge(party, settings), profile);
        return verdict.refused().isEmpty()
                ? List.of(Symptom.ok(party.title(), "it would start with the settings in " + file))
                : verdict.refused().stream()
                        .map(breach -> Symptom.of(party.title(), breach))
                        .toList();
    }

    private static Party party(@Nullable String service) {
        var services = Stream.of(Party.values())
                .filter(party -> party != Party.ANYBODY)
                .toList();
        return services.stream()
                .filter(party -> party.title().equals(service))
                .findFirst()
                .orElseThrow(() -> Failure.usage("--settings needs --service, one of "
                        + services.stream().map(Party::title).collect(Collectors.joining(", "))));
    }

    private static FileSettings read(Path file) {
        var name = file.toString();
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            throw Failure.usage("--settings reads .properties and .env files, but " + file + " is YAML; the service"
                    + " itself looks at all of its settings when it starts");
        }
        if (!Files.isRegularFile(file)) {
            throw Failure.usage("--settings: there is no file " + file);
        }
        try {
            return FileSettings.read(file);
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.usage("--settings: " + file + " cannot be read: " + e.getMessage());
        }
    }
}
