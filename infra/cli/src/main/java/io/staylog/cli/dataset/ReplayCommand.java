package io.staylog.cli.dataset;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.dataset.HotelReplay.Pace;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog dataset replay}: asks for everything that the two hotels of the data set were asked for. */
@Command(
        name = "replay",
        description = "Ask for everything that two hotels were asked for in four years. Run again, it goes on.")
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<hotel_bookings.csv>", description = "Compressed or not.")
    private Path csv;

    @Option(
            names = "--capacity",
            paramLabel = "<file>",
            description = "Columns hotel, room_type, rooms. Default: as many as refuse nobody.")
    private @Nullable Path capacityFile;

    @Option(
            names = "--window",
            defaultValue = "2000",
            description = "Requests of a hotel without answer at a time. Default: ${DEFAULT-VALUE}.")
    private int window;

    @Option(
            names = "--stall",
            paramLabel = "<time>",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "After so long without any answer the open requests are sent again, under the same ids. "
                    + "Default: ${DEFAULT-VALUE}.")
    private Duration stall;

    @Option(
            names = "--patience",
            paramLabel = "<time>",
            defaultValue = "30m",
            converter = DurationConverter.class,
            description = "After so long without anything happening it ends. Default: ${DEFAULT-VALUE}.")
    private Duration patience;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        var settings = connection.settings();
        var rows = DatasetFile.read(csv);
        var order = ReplayOrder.of(rows);
        var capacity = capacityFile == null ? Capacity.peak(rows, order) : Capacity.read(capacityFile);
        var plans = Stream.of(DatasetHotel.values())
                .map(hotel -> HotelPlan.of(hotel, rows, order, capacity))
                .toList();
        var summary = new Replay(settings, new Pace(Math.max(1, window), stall, patience)).run(plans);
        output.print(summary.json(), summary.text());
        return Exit.OK.code();
    }
}
