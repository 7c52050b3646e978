package io.staylog.cli.doctor;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.ProfileOption;
import io.staylog.cli.client.Settings;
import io.staylog.cli.doctor.Symptom.State;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code staylog doctor}: one look at everything that a running Staylog depends on. */
@Command(
        name = "doctor",
        description =
                "Is everything as it must be? Brokers, topics, the registry and its rules, schemas, services, dead"
                        + " letters; one line each, with the next step where something is wrong. Changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all is well", "1:something is wrong", "2:misuse", "5:something cannot be reached"})
public final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--days",
            paramLabel = "<days>",
            defaultValue = "30",
            description = "Dead letters that are younger than this are something wrong, older ones are only counted."
                    + " Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--settings",
            paramLabel = "<file>",
            description =
                    "Look at the settings of a service in a .properties or .env file, and at nothing else: no broker"
                            + " is asked. They are production's with --production, or where spring.profiles.active says so.")
    private @Nullable Path settingsFile;

    @Option(
            names = "--service",
            paramLabel = "<service>",
            description = "Whose settings they are: booking-service, payment-service or reporting-service.")
    private @Nullable String service;

    @Mixin
    private ProfileOption profile = new ProfileOption();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        if (days < 0) {
            throw Failure.usage("--days must be 0 or more, but is " + days);
        }
        var symptoms = settingsFile == null
                ? lookAtAll(connection.settings())
                : SettingsFile.look(settingsFile, service, profile.profile());
        var worst = symptoms.stream().map(Symptom::state).max(State::compareTo).orElse(State.OK);
        var json = Json.object().put("healthy", worst.compareTo(State.NOTE) <= 0);
        var list = json.putArray("checks");
        symptoms.forEach(symptom -> tell(symptom, list.addObject()));
        output.print(json, symptoms.stream().map(Symptom::line).collect(Collectors.joining("\n")));
        return switch (worst) {
            case OK, NOTE -> Exit.OK.code();
            case WRONG -> Exit.FAILED.code();
            case UNREACHABLE -> Exit.UNREACHABLE.code();
        };
    }

    private static void tell(Symptom symptom, ObjectNode json) {
        json.put("check", symptom.check())
                .put("state", symptom.state().name())
                .put("says", symptom.says())
                .put("next", symptom.next());
        var breach = symptom.breach();
        if (breach != null && !breach.setting().isEmpty()) {
            json.put("where", breach.where())
                    .put("setting", breach.setting())
                    .put("value", breach.value())
                    .put("must", breach.must());
        }
    }

    /** At all places at once, so that those that hang do not add up. */
    private List<Symptom> lookAtAll(Settings settings) {
        List<Callable<List<Symptom>>> looks = List.of(
                () -> Brokers.look(settings, profile, Duration.ofDays(days)),
                () -> Registry.look(settings.registry()),
                () -> Services.look("booking-service", settings.booking()),
                () -> Services.look("payment-service", settings.payment()),
                () -> Services.look("reporting-service", settings.reporting()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(looks).stream()
                    .flatMap(look -> look.resultNow().stream())
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted");
        }
    }
}
