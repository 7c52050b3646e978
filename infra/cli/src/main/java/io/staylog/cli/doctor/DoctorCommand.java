package io.staylog.cli.doctor;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.Settings;
import io.staylog.cli.doctor.Symptom.State;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        if (days < 0) {
            throw Failure.usage("--days must be 0 or more, but is " + days);
        }
        var symptoms = lookAtAll(connection.settings());
        var worst = symptoms.stream().map(Symptom::state).max(State::compareTo).orElse(State.OK);
        var json = Json.object().put("healthy", worst == State.OK);
        var list = json.putArray("checks");
        symptoms.forEach(symptom -> list.addObject()
                .put("check", symptom.check())
                .put("state", symptom.state().name())
                .put("says", symptom.says())
                .put("next", symptom.next()));
        output.print(json, symptoms.stream().map(Symptom::line).collect(Collectors.joining("\n")));
        return switch (worst) {
            case OK -> Exit.OK.code();
            case WRONG -> Exit.FAILED.code();
            case UNREACHABLE -> Exit.UNREACHABLE.code();
        };
    }

    /** At all places at once, so that those that hang do not add up. */
    private List<Symptom> lookAtAll(Settings settings) {
        List<Callable<List<Symptom>>> looks = List.of(
                () -> Brokers.look(settings, Duration.ofDays(days)),
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
